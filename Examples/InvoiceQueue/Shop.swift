import JobQueue
import Storage

/// A very small shop: the part of your server that has work to put off.
struct Shop {
    let database: Database
    let queue: JobQueue

    static let migrations = MigrationModule(
        name: "shop",
        migrations: [
            Migration(
                "orders",
                [
                    "CREATE TABLE shop_order (number TEXT NOT NULL PRIMARY KEY, customer TEXT NOT NULL)",
                    "CREATE TABLE shop_invoice (order_number TEXT NOT NULL PRIMARY KEY, customer TEXT NOT NULL)",
                    "CREATE TABLE shop_price_page (page BIGINT NOT NULL PRIMARY KEY)",
                ]
            )
        ]
    )

    /// Saves an order and, in the same transaction, the job that sends its invoice.
    func placeOrder(_ number: String, customer: String) async throws -> Entry {
        let invoice = try await queue.prepare(NewEntry(task: "send-invoice", parameters: ["order": .string(number)]))
        return try await database.write { tx in
            try tx.execute("INSERT INTO shop_order (number, customer) VALUES (\(number), \(customer))")
            return try queue.enqueue(invoice, in: tx)
        }
    }

    /// Imports prices every weekday night, by the clocks of Berlin.
    func schedulePriceImport() async throws -> Entry {
        var new = NewEntry(task: "import-prices")
        new.recurrence = try Recurrence(days: .workdays, start: "02:30", zone: "Europe/Berlin")
        return try await queue.enqueue(new)
    }
}
