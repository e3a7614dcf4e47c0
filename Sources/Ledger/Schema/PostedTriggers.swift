import Storage

extension Ledger {
    /// Posted is posted: the database itself refuses to change or remove what was posted, whoever tries.
    static var postedTriggers: [Statement] {
        let function: Statement = """
            \(sqlite: "SELECT 1", postgreSQL: """
                CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'posted ledger records are never changed'; END $$
                """)
            """
        return [function]
            + ["ledger_item_entry", "ledger_shipment", "ledger_shipment_line", "ledger_receipt"].flatMap { refusals(on: $0, when: "") }
            + refusals(on: "ledger_sales_document", when: "WHEN (OLD.status = 'posted')")
    }

    private static func refusals(on table: String, when condition: String) -> [Statement] {
        ["UPDATE", "DELETE"].map { operation in
            let name = "\(table)_no_\(operation.lowercased())"
            let head = "CREATE TRIGGER \(name) BEFORE \(operation) ON \(table) FOR EACH ROW \(condition)"
            return """
                \(sqlite: "\(head) BEGIN SELECT RAISE(ABORT, 'posted ledger records are never changed'); END",
                  postgreSQL: "\(head) EXECUTE FUNCTION ledger_refuse_change()")
                """
        }
    }
}
