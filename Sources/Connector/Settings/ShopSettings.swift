/// The shop card: what a shop's tasks do and what they leave alone. `SettingDefinition.all` has the keys, their values and meanings.
public struct ShopSettings: Sendable, Equatable {
    // General
    public var allowBackgroundSyncs = true
    public var allowDataSync = true
    public var currency = ""
    public var language = ""
    public var timeZone = ""
    public var logLevel = ActivityLogLevel.errorOnly

    // Items
    public var itemSync = SyncDirection.none
    public var createUnknownItems = false
    public var shopCanUpdateItems = false
    public var canUpdateShopProducts = false
    public var itemTemplate = ""
    public var skuMapping = SKUMapping.none
    public var skuSeparator = "|"
    public var findByBarcode = true
    public var inventoryTracked = false
    public var inventoryPolicy = InventoryPolicy.continue
    public var createdProductStatus = CreatedProductStatus.active
    public var removedItemAction = RemovedItemAction.none
    public var syncPricesWithProducts = true
    public var priceGroup = ""
    public var discountGroup = ""
    public var pricesIncludeVAT = false
    public var allowLineDiscounts = true
    public var imageSync = SyncDirection.none

    // Customers
    public var customerImport = CustomerImport.withOrders
    public var customerMapping = CustomerMapping.emailPhone
    public var createUnknownCustomers = false
    public var customerTemplate = ""
    public var defaultCustomer = ""
    public var shopCanUpdateCustomers = false
    public var canUpdateShopCustomers = false
    public var nameSource = NameSource.companyName
    public var name2Source = NameSource.firstAndLastName
    public var contactSource = NameSource.firstAndLastName
    public var countySource = CountySource.code

    // Orders
    public var autoCreateSalesDocuments = false
    public var fulfilledAsInvoices = true
    public var useShopOrderNumber = false
    public var writeBackDocumentNumber = true
    public var archiveProcessedOrders = true
    public var sendShippingConfirmation = true
    public var currencyHandling = CurrencyHandling.shop
    public var shippingAccount = ""
    public var tipAccount = ""
    public var giftCardAccount = ""
    public var roundingAccount = ""
    public var refundAccount = ""
    public var feeAccount = ""
    public var dutyAccount = ""
    public var returns = ReturnHandling.importOnly
    public var returnLocation = ""
    public var returnLocationPriority = ReturnLocationPriority.defaultLocation

    public init() {}
}
