import Foundation
import Storage

/// What we wrote to a shop and when, so that Shopify's news of it does not come back as work.
///
/// Orders do not need it: their rows carry the update time of our own write. For other records Shopify does not answer the time of the
/// change; the span from before the request until after its answer stands for it. **Limit:** a change that somebody else makes within this
/// span is left to the next scheduled run.
struct OwnWrites {
    let tx: Transaction
    let shop: String

    /// Clocks differ, and Shopify's times have whole seconds.
    static let tolerance: TimeInterval = 2

    func wrote(_ records: [String], from began: Date) throws {
        guard !records.isEmpty else { return }
        let now = try tx.now()
        try tx.insert(
            into: "connector_own_writes",
            columns: ["shop", "record", "began_at", "ended_at"],
            rows: Set(records).sorted().map { [shop.databaseValue, $0.databaseValue, began.databaseValue, now.databaseValue] },
            onConflict: "ON CONFLICT (shop, record) DO UPDATE SET began_at = excluded.began_at, ended_at = excluded.ended_at"
        )
    }

    func spans(_ records: [String]) throws -> [String: ClosedRange<Date>] {
        var found: [String: ClosedRange<Date>] = [:]
        for row in try tx.rows(
            "SELECT record, began_at, ended_at FROM connector_own_writes WHERE shop = \(shop) AND record IN \(list: records)"
        ) {
            let began = try row.get("began_at", as: Date.self).addingTimeInterval(-Self.tolerance)
            let ended = try row.get("ended_at", as: Date.self).addingTimeInterval(Self.tolerance)
            found[try row.get("record")] = began...max(began, ended)
        }
        return found
    }
}
