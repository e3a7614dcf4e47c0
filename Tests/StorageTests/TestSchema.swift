import Storage

/// The tables that these tests write in.
enum TestSchema {
    static let module = MigrationModule(
        name: "probe",
        migrations: [
            Migration(
                "create value and item",
                [
                    """
                    CREATE TABLE probe_value (
                        id TEXT NOT NULL PRIMARY KEY,
                        whole BIGINT,
                        floating DOUBLE PRECISION,
                        words TEXT,
                        raw BYTEA
                    )
                    """,
                    """
                    CREATE TABLE probe_item (
                        id BIGINT NOT NULL PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        quantity BIGINT NOT NULL DEFAULT 0 CHECK (quantity >= 0),
                        parent BIGINT REFERENCES probe_item (id)
                    )
                    """,
                ]
            )
        ]
    )
}

extension Transaction {
    func addItem(_ id: Int, _ name: String? = nil, quantity: Int = 0, parent: Int? = nil) throws {
        try execute(
            "INSERT INTO probe_item (id, name, quantity, parent) VALUES (\(id), \(name ?? "item \(id)"), \(quantity), \(parent))"
        )
    }

    func countItems() throws -> Int { try value(Int.self, "SELECT COUNT(*) FROM probe_item") ?? -1 }
}

extension Database {
    func countItems() async throws -> Int { try await read { try $0.countItems() } }
}

/// What tests throw on purpose.
struct Intended: Error, Equatable {
    var number = 0
}
