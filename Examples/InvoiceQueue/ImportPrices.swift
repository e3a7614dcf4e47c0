import JobQueue
import Storage

/// Imports a long price list page by page, and goes on where it was when its worker dies.
struct ImportPrices: JobTask {
    var description: TaskDescription {
        TaskDescription(name: "import-prices", number: 50_002, title: "Import prices")
    }

    func footprint(_ parameters: NoParameters, shop: String?) async throws -> [String] { ["prices"] }

    func run(_ parameters: NoParameters, _ context: JobContext) async throws -> JobResult {
        let pages = 5
        var page = context.checkpoint().flatMap { Int($0) } ?? 0
        while page < pages {
            try context.checkCancellation()
            let next = page + 1
            try await context.write { tx in
                try tx.execute("INSERT INTO shop_price_page (page) VALUES (\(next))")
                try context.saveCheckpoint("\(next)", in: tx)
            }
            page = next
            context.progress(page, of: pages)
            context.count(.updated, by: 100)
        }
        return .done("\(pages) pages")
    }
}
