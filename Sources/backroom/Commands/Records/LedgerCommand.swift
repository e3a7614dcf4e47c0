import ArgumentParser
import BackOffice
import Foundation
import Ledger

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "The embedded back office.",
        subcommands: [
            LedgerItems.self, LedgerCustomers.self, LedgerLocations.self, LedgerSalesOrders.self, LedgerInvoices.self,
            LedgerCreditMemos.self,
            LedgerShipments.self, LedgerInventory.self, LedgerShip.self, LedgerPostInvoice.self, LedgerTracking.self, LedgerAdjust.self,
            LedgerPicture.self, LedgerImport.self, LedgerExport.self,
        ]
    )

    /// Every record of a paged list, or the first `limit`.
    static func collect<Record: Sendable>(_ limit: Int?, _ page: (PageRequest) async throws -> Page<Record>) async throws -> [Record] {
        var records: [Record] = []
        var after: String?
        repeat {
            let wanted = min(limit.map { $0 - records.count } ?? 1000, 1000)
            guard wanted > 0 else { break }
            let found = try await page(PageRequest(limit: wanted, after: after))
            records += found.records
            after = found.next
        } while after != nil
        return records
    }
}
