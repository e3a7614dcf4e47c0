extension SettingDefinition {
    /// Every key of the shop card, in the order of the page.
    public static let all: [SettingDefinition] = general + items + customers + orders

    static func named(_ key: String) -> SettingDefinition? { byKey[key] }

    private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    private static let general: [SettingDefinition] = [
        .flag("allowBackgroundSyncs", "general", \.allowBackgroundSyncs, "Syncs that a person starts run in the background."),
        .flag("allowDataSync", "general", \.allowDataSync, "Data may be sent to Shopify; off refuses every change before it leaves."),
        .currency("currency", "general", \.currency, "Currency of the shop in the back office; blank is the shop's own."),
        .text("language", "general", \.language, maximum: 10, "Language of texts that are sent."),
        .timeZone("timeZone", "general", \.timeZone, "Zone of document dates; blank is the shop's own."),
        .choice("logLevel", "general", \.logLevel, "Which requests the activity log keeps."),
    ]

    private static let items: [SettingDefinition] = [
        .choice("itemSync", "items", \.itemSync, "Direction of Sync products."),
        .flag("createUnknownItems", "items", \.createUnknownItems, "Items that orders or products name are created."),
        .flag("shopCanUpdateItems", "items", \.shopCanUpdateItems, "The shop may change items."),
        .flag("canUpdateShopProducts", "items", \.canUpdateShopProducts, "Items may change the shop's products."),
        .text("itemTemplate", "items", \.itemTemplate, maximum: 20, "Template of created items."),
        .choice("skuMapping", "items", \.skuMapping, "What a SKU means in the back office."),
        .text("skuSeparator", "items", \.skuSeparator, maximum: 10, "Stands between item no. and variant code in a SKU."),
        .flag("findByBarcode", "items", \.findByBarcode, "The barcode finds an item when the SKU does not."),
        .flag("inventoryTracked", "items", \.inventoryTracked, "Created products are tracked."),
        .choice("inventoryPolicy", "items", \.inventoryPolicy, "Whether the shop sells what is out of stock."),
        .choice("createdProductStatus", "items", \.createdProductStatus, "Status of created products."),
        .choice("removedItemAction", "items", \.removedItemAction, "What happens to products of removed or blocked items."),
        .flag("syncPricesWithProducts", "items", \.syncPricesWithProducts, "Sync products sends prices too."),
        .text("priceGroup", "items", \.priceGroup, maximum: 20, "Price group of the shop's prices."),
        .text("discountGroup", "items", \.discountGroup, maximum: 20, "Discount group of the shop's prices."),
        .flag("pricesIncludeVAT", "items", \.pricesIncludeVAT, "The shop's prices include VAT."),
        .flag("allowLineDiscounts", "items", \.allowLineDiscounts, "Line discounts lower the shop's prices."),
        .choice("imageSync", "items", \.imageSync, "Direction of Sync images."),
    ]

    private static let customers: [SettingDefinition] = [
        .choice("customerImport", "customers", \.customerImport, "Which of the shop's customers are imported."),
        .choice("customerMapping", "customers", \.customerMapping, "How a shop's customer finds ours."),
        .flag("createUnknownCustomers", "customers", \.createUnknownCustomers, "Customers that are not found are created."),
        .text("customerTemplate", "customers", \.customerTemplate, maximum: 20, "Template of created customers."),
        .text("defaultCustomer", "customers", \.defaultCustomer, maximum: 20, "Customer no. of orders whose customer is not mapped."),
        .flag("shopCanUpdateCustomers", "customers", \.shopCanUpdateCustomers, "The shop may change our customers."),
        .flag("canUpdateShopCustomers", "customers", \.canUpdateShopCustomers, "We may change the shop's customers."),
        .choice("nameSource", "customers", \.nameSource, "Where a created customer's name comes from."),
        .choice("name2Source", "customers", \.name2Source, "Where name 2 comes from."),
        .choice("contactSource", "customers", \.contactSource, "Where the contact comes from."),
        .choice("countySource", "customers", \.countySource, "The county field has the province's code or name."),
    ]

    private static let orders: [SettingDefinition] = [
        .flag("autoCreateSalesDocuments", "orders", \.autoCreateSalesDocuments, "Imported orders become sales documents at once."),
        .flag("fulfilledAsInvoices", "orders", \.fulfilledAsInvoices, "Fulfilled orders become invoices instead of orders."),
        .flag("useShopOrderNumber", "orders", \.useShopOrderNumber, "The document has the shop's order number."),
        .flag("writeBackDocumentNumber", "orders", \.writeBackDocumentNumber, "Our document no. is written to the shop's order."),
        .flag(
            "archiveProcessedOrders",
            "orders",
            \.archiveProcessedOrders,
            "Paid, fulfilled and processed orders are archived in the shop."
        ),
        .flag("sendShippingConfirmation", "orders", \.sendShippingConfirmation, "Customers are told when goods are shipped."),
        .choice("currencyHandling", "orders", \.currencyHandling, "Documents are in the shop's or the presentment currency."),
        .text("shippingAccount", "orders", \.shippingAccount, maximum: 20, "Account of shipping charges."),
        .text("tipAccount", "orders", \.tipAccount, maximum: 20, "Account of tips."),
        .text("giftCardAccount", "orders", \.giftCardAccount, maximum: 20, "Account of sold gift cards."),
        .text("roundingAccount", "orders", \.roundingAccount, maximum: 20, "Account of cash rounding."),
        .text("refundAccount", "orders", \.refundAccount, maximum: 20, "Account of refunds without goods."),
        .text("feeAccount", "orders", \.feeAccount, maximum: 20, "Account of additional fees; blank is the shipping account."),
        .text("dutyAccount", "orders", \.dutyAccount, maximum: 20, "Account of duties; blank is the shipping account."),
        .choice("returns", "orders", \.returns, "What returns and refunds become."),
        .text("returnLocation", "orders", \.returnLocation, maximum: 20, "Location of returned goods."),
        .choice(
            "returnLocationPriority",
            "orders",
            \.returnLocationPriority,
            "Whether the original location of returned goods comes first."
        ),
    ]
}
