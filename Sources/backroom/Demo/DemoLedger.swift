import Foundation
import Ledger

/// Fills the back office with the items and customers that the sandbox shop sells and sells to.
struct DemoLedger: Sendable {
    let ledger: Ledger

    /// Imports both by CSV, as a person would.
    func fill(_ variants: [SandboxControl.Variant], _ buyers: [SandboxControl.Buyer]) async throws {
        _ = try await ledger.importCSV(.locations, from: .bytes(Self.csv(["code,name,city,country", "MAIN,Main warehouse,Berlin,DE"])))
        _ = try await ledger.importCSV(.items, from: .bytes(Self.items(variants)))
        _ = try await ledger.importCSV(.customers, from: .bytes(Self.customers(buyers)))
    }

    static func items(_ variants: [SandboxControl.Variant]) -> [UInt8] {
        csv(
            ["no,description,unitPrice,currency,vendor,gtin"]
                + variants.filter { !$0.sku.isEmpty }.map { row([$0.sku, $0.title, $0.price, "EUR", $0.vendor, $0.barcode]) }
        )
    }

    static func customers(_ buyers: [SandboxControl.Buyer]) -> [UInt8] {
        let lines = buyers.enumerated().map { index, buyer in
            row([
                String(format: "C%05d", index + 1), "\(buyer.first) \(buyer.last)", buyer.email, buyer.phone, buyer.street, buyer.city,
                buyer.zip, buyer.country,
            ])
        }
        return csv(["no,name,email,phone,address,city,postCode,country"] + lines)
    }

    private static func csv(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    private static func row(_ cells: [String]) -> String {
        cells.map { $0.contains(where: { ",\"\n".contains($0) }) ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }.joined(separator: ",")
    }
}
