import BackOffice

/// What the connector keeps of shops: orders, products, customers, payouts, skipped records, requests.
extension Components {
    /// An exact amount: decimals of the currency, as text.
    private static let money = Schema.reference("Money")
    private static let text = Schema.nullable(.text)
    private static let maybe = Schema.nullable(.instant)

    static let records: [String: Schema] = [
        "Money": .object([.required("amount", .decimal), .required("currency", .text, "ISO 4217.")]),
        "Order": .object(
            [
                .required("id", .text, "Shopify's global id."), .required("name", .text), .required("shop", .text),
                .required("createdAt", .instant), .required("updatedAt", .instant), .optional("financialStatus", text),
                .required("fulfillmentStatus", .text), .optional("returnStatus", .text), .required("total", money),
                .required("currency", .text), .required("presentmentTotal", money), .optional("customer", text),
                .optional("cancelledAt", maybe), .optional("closedAt", maybe), .required("processed", .boolean),
                .optional("documentType", text), .optional("documentNo", text), .optional("documentTotal", .nullable(money)),
                .optional("error", text), .optional("errorCode", text),
                .required(
                    "differences",
                    .array(.object([.required("field", .text), .required("from", .text), .required("to", .text)])),
                    "What changed after the document was made."
                ),
                .optional("orderUpdate", .boolean),
            ],
            open: true
        ),
        "MappingProblem": .object(
            [
                .required("subject", .text, "The line or part of the order."), .required("field", .text, "What has no counterpart."),
                .required("reason", .text), .required("mend", .text, "What a person can do."),
                .optional("record", text, "The variant or customer whose mapping mends it."),
            ],
            open: true
        ),
        "Product": .object(
            [
                .required("id", .text, "Shopify's global id of the variant."), .required("shop", .text), .optional("product", text),
                .required("title", .text), .optional("sku", text), .optional("barcode", text), .optional("item", text),
                .optional("variant", text), .optional("unit", text), .required("mapped", .boolean), .required("seenAt", .instant),
            ],
            open: true
        ),
        "ShopCustomer": .object(
            [
                .required("id", .text, "Shopify's global id."), .required("shop", .text), .required("name", .text),
                .optional("email", text), .optional("phone", text), .optional("customerNo", text), .required("mapped", .boolean),
                .required("seenAt", .instant),
            ],
            open: true
        ),
        "Payout": .object(
            [
                .required("id", .text, "Shopify's global id."), .required("shop", .text), .required("issuedAt", .instant),
                .required("status", .text), .required("net", money), .required("gross", money), .required("fees", money),
                .required("transactions", .integer()), .required("difference", money, "0.00 when it reconciles."),
                .required("reconciled", .boolean),
            ],
            open: true
        ),
        "BalanceEntry": .object(
            [
                .required("id", .text), .optional("payoutID", text), .required("type", .text), .required("at", .instant),
                .required("amount", money), .required("fee", money), .required("net", money), .optional("orderID", text),
                .optional("orderName", text), .optional("orderTransactionID", text), .required("test", .boolean),
            ],
            open: true
        ),
        "SuggestedReceipt": .object([
            .required("order", .text), .required("documentType", .text), .required("documentNo", .text), .required("amount", money),
            .required("paymentMethod", .text), .required("date", .text, "`yyyy-MM-dd`"),
        ]),
        "Receipt": .object(
            [
                .required("no", .text), .required("customerNo", .text), .required("documentType", .text), .required("documentNo", .text),
                .required("amount", money), .required("date", .text, "`yyyy-MM-dd`"),
            ],
            open: true
        ),
        "SkippedRecord": .object(
            [
                .required("id", .text), .required("shop", .text), .required("task", .text), .required("record", .text),
                .required("name", .text), .required("reason", .text), .required("code", .text), .optional("field", text),
                .required("attempts", .integer()), .required("nextTry", .instant), .required("since", .instant),
            ],
            open: true
        ),
        "Activity": .object(
            [
                .required("id", .text), .required("at", .instant), .required("shop", .text), .optional("run", text),
                .required("operation", .text), .required("attempt", .integer()), .optional("status", .nullable(.integer())),
                .required("requested", .integer()), .optional("actual", .nullable(.integer())), .required("seconds", .number),
                .optional("requestId", text), .optional("error", text),
            ],
            open: true
        ),
    ]
}
