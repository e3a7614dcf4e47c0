import BackOffice

/// The embedded back office.
extension Components {
    private static let money = Schema.reference("Money")
    private static let itemType = Schema.string(choices: ItemType.allCases.map(\.rawValue))
    private static let quantities = Schema.array(
        .object([.required("line", .integer(), "The line's number, or its place."), .required("quantity", .number)])
    )
    private static let taxes = Schema.array(
        .object([.required("title", .text), .optional("rate", .nullable(.number)), .required("amount", .number)])
    )

    private static let addressMembers: [Schema.Member] = [
        "name", "name2", "contact", "address", "address2", "city", "postCode", "county", "country", "phone", "email",
    ].map { .optional($0, .text) }

    private static let variant = Schema.object(
        [
            .optional("itemNo", .text), .required("code", .string(maximumLength: 20)), .optional("description", .text),
            .optional("gtin", .text), .optional("option1", .text), .optional("option2", .text), .optional("option3", .text),
            .optional("unitPrice", .nullable(money)), .optional("weight", .nullable(.number)), .optional("blocked", .boolean),
        ]
    )

    private static let itemMembers: [Schema.Member] = [
        .required("description", .text), .optional("type", itemType), .optional("baseUnit", .text), .required("unitPrice", money),
        .optional("unitCost", .nullable(money)), .optional("vendor", .text), .optional("category", .text), .optional("gtin", .text),
        .optional("tariffNo", .text), .optional("countryOfOrigin", .text), .optional("weight", .nullable(.number)),
        .optional("marketingText", .text), .optional("variants", .array(variant)),
    ]

    private static let customerMembers: [Schema.Member] = [
        "name", "name2", "contact", "email", "phone", "vatRegistrationNo", "priceGroup", "language",
    ].map { .optional($0, .text) }

    static let ledger: [String: Schema] = [
        "Item": .object(
            [.required("no", .text), .optional("blocked", .boolean), .optional("stock", .map(.number), "By location.")] + itemMembers,
            open: true
        ),
        "NewItem": .object(
            [
                .optional("no", .string(maximumLength: 50)),
                .optional(
                    "references",
                    .array(
                        .object([
                            .optional("variantCode", .text), .required("type", .text), .required("reference", .text),
                            .optional("unit", .text),
                        ])
                    )
                ),
            ] + itemMembers
        ),
        "Customer": .object([.required("no", .text), .required("name", .text), .optional("blocked", .boolean)], open: true),
        "NewCustomer": .object(
            [
                .optional("no", .string(maximumLength: 50)), .optional("address", .object(addressMembers)),
                .optional("currency", .nullable(.text), "ISO 4217."),
            ] + customerMembers
        ),
        "Location": .object([
            .required("code", .string(maximumLength: 20)), .optional("name", .text), .optional("address", .text),
            .optional("city", .text), .optional("postCode", .text), .optional("country", .text),
        ]),
        "SalesDocument": .object(
            [
                .required("type", .string(choices: SalesDocumentType.allCases.map(\.rawValue))), .required("no", .text),
                .required("externalDocumentNo", .text, "The shop's order name."), .required("customerNo", .text),
                .required("currency", .text), .required("documentDate", .text), .required("discount", money), .required("tax", money),
                .required("total", money), .required("status", .string(choices: SalesDocumentStatus.allCases.map(\.rawValue))),
                .required(
                    "lines",
                    .array(
                        .object(
                            [
                                .required("no", .integer()), .required("type", .text), .required("item", .text),
                                .required("variant", .text), .required("description", .text), .required("quantity", .number),
                                .required("unitPrice", money), .required("discount", money), .required("tax", money),
                                .required("total", money), .required("shipped", .number), .required("invoiced", .number),
                            ],
                            open: true
                        )
                    )
                ),
            ],
            open: true
        ),
        "NewSalesDocument": .object([
            .optional("type", .string(choices: ["order"])), .optional("no", .nullable(.text)), .optional("externalDocumentNo", .text),
            .optional("externalID", .text), .required("customerNo", .text), .optional("billToCustomerNo", .nullable(.text)),
            .optional("sellTo", .object(addressMembers)), .optional("billTo", .object(addressMembers)),
            .optional("shipTo", .object(addressMembers)), .required("currency", .text), .required("pricesIncludeTax", .boolean),
            .required("documentDate", .text, "`yyyy-MM-dd`"),
            .required(
                "lines",
                .array(
                    .object([
                        .required(
                            "subject",
                            .object(
                                ["item", "variant", "unit", "account", "kind"].map { .optional($0, .text) }
                            ),
                            "`item` with `variant` and `unit`, or `account` with `kind`."
                        ),
                        .optional("description", .text), .optional("quantity", .number), .required("unitPrice", .number),
                        .optional("discount", .number), .optional("taxes", taxes), .optional("location", .text),
                        .optional("externalID", .text), .optional("expectedAmount", .nullable(.number)),
                    ]),
                    minimumCount: 1
                )
            ),
            .optional("discount", .number), .optional("paymentMethod", .text), .optional("shipmentMethod", .text),
            .optional("shippingAgent", .text), .optional("appliesToNo", .text), .optional("note", .text),
            .required("expectedTotal", .number, "Taxes included."), .optional("expectedTax", .nullable(.number)),
        ]),
        "ShipmentDraft": .object([
            .optional("lines", quantities, "Left out: what the packages name, or all that is outstanding."),
            .optional(
                "packages",
                .array(
                    .object([
                        .optional("trackingNo", .string(maximumLength: 100)), .optional("agent", .string(maximumLength: 20)),
                        .optional("lines", quantities),
                    ])
                )
            ),
            .optional("location", .text, "From where, for all lines."),
        ]),
        "Shipment": .object(
            [
                .required("no", .text), .required("type", .text), .required("orderNo", .text), .required("externalDocumentNo", .text),
                .required("customerNo", .text), .required("postedAt", .instant),
                .required(
                    "lines",
                    .array(
                        .object(
                            [
                                .required("orderLine", .integer()), .required("item", .text), .required("quantity", .number),
                                .required("location", .text),
                            ],
                            open: true
                        )
                    )
                ),
                .required(
                    "packages",
                    .array(
                        .object([.required("no", .integer()), .required("trackingNo", .text), .required("agent", .text)], open: true)
                    )
                ),
            ],
            open: true
        ),
        "InventoryLine": .object([
            .required("itemNo", .text), .required("variantCode", .text), .required("locationCode", .text), .required("quantity", .number),
            .required("reserved", .number), .required("outstanding", .number), .required("expected", .number),
        ]),
    ]
}
