import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Payouts and their reconciliation.
struct PayoutPageTests {
    @Test(arguments: TestDatabases.all)
    func aPayoutReconcilesOrSaysByHowMuchItDoesNot(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.importPayout(5, net: 194)
            try await office.importPayout(6, net: 190)
            try await office.visit(as: .viewer) { visitor in
                let list = try await visitor.get("/payouts").text
                #expect(list.contains("Reconciled") && list.contains("Does not reconcile"))
                #expect(list.contains("200.00 EUR") && list.contains("6.00 EUR"))
                let good = try await visitor.get("/payouts/5").text
                #expect(good.contains("Reconciled") && good.contains("#1001") && good.contains("194.00 EUR"))
                let bad = try await visitor.get("/payouts/6").text
                #expect(bad.contains("differ by -4.00 EUR") || bad.contains("differ by −4.00 EUR"))
                try await #expect(visitor.get("/payouts/7").status == .notFound)
            }
        }
    }

    @Test func receiptsAreSuggestedForWhatThePayoutPays() async throws {
        try await Office.open { office in
            try await office.importPayout()
            try await office.visit(as: .operator) { visitor in
                try await #expect(visitor.get("/payouts/5").text.contains("There is nothing to post"))
                let posted = try await visitor.post("/payouts/5/receipts", csrf: try await visitor.token())
                #expect(posted.headers[.location] == "/payouts/5")
            }
        }
    }
}
