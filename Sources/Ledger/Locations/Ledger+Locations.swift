public import BackOffice
import Storage

extension Ledger {
    public func locations() async throws -> [Location] {
        try await database.read { transaction in
            try transaction.rows("SELECT * FROM ledger_location ORDER BY code").map { row in
                Location(
                    code: try row.get("code"),
                    name: try row.get("name"),
                    address: try row.get("address"),
                    city: try row.get("city"),
                    postCode: try row.get("post_code"),
                    country: try row.get("country")
                )
            }
        }
    }
}
