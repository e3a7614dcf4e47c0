public import Storage

extension Ledger {
    private static var listIndexes: [Statement] {
        [
            "CREATE INDEX ledger_sales_document_of_type ON ledger_sales_document (type, created_at, no)",
            "CREATE INDEX ledger_shipment_of_type ON ledger_shipment (type, posted_at, no)",
        ]
    }

    /// The ledger's tables, in the order in which they came to be.
    public static var migrations: MigrationModule {
        MigrationModule(
            name: "ledger",
            migrations: [
                Migration("numbers and changes", numberTables),
                Migration("items", itemTables),
                Migration("customers", customerTables),
                Migration("locations", locationTables),
                Migration("prices", priceTables),
                Migration("stock", stockTables),
                Migration("sales documents", documentTables),
                Migration("shipments", shipmentTables),
                Migration("receipts", receiptTables),
                Migration("pictures", pictureTables),
                Migration("posted is final", postedTriggers),
                Migration("lists by type", listIndexes),
            ]
        )
    }
}
