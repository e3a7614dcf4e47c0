import JobQueue
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// Run it with `swift run InvoiceQueue`; stop it with Ctrl-C.
@main
struct InvoiceQueue {
    static func main() async throws {
        let logger = Logger(label: "invoices")
        let database = try await Database.open(try DatabaseAddress("sqlite:invoices.db"), logger: logger)
        try await database.migrate([JobQueue.migrations, Shop.migrations])

        let queue = JobQueue(database: database, tasks: TaskRegistry([SendInvoice(), ImportPrices()]), logger: logger)
        let shop = Shop(database: database, queue: queue)
        _ = try await shop.placeOrder("1001", customer: "Anna")
        _ = try await shop.schedulePriceImport()

        let worker = JobWorker(queue: queue)
        try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger).run()
        await database.close()
    }
}
