import Foundation

/// The request page of *Sync orders*.
public struct OrderFilter: Codable, Sendable, Hashable {
    public var financialStatus: [String]?
    public var fulfillmentStatus: [String]?
    public var returnStatus: [String]?
    public var confirmed: Bool?
    public var risk: [String]?
    public var tags: [String]?
    public var channel: String?
    public var orderNumbers: [String]?
    public var countries: [String]?
    /// Orders that changed since; instead of where the last run ended.
    public var since: String?
    /// Which parked records are tried again: those that are due, or all.
    public var retrySkipped: String?
    /// How the first import of a whole shop goes (`FirstImport`); later ones are always by pages.
    public var firstImport: String?

    public init() {}

    /// Whether anything is left out, so that the common cursor must not move.
    var narrows: Bool {
        ![financialStatus, fulfillmentStatus, returnStatus, risk, tags, orderNumbers, countries].allSatisfy { ($0 ?? []).isEmpty }
            || confirmed != nil || !(channel ?? "").isEmpty
    }

    /// The part that Shopify's search can do. Values are quoted: a colon or a blank in a tag is no operator.
    func search(from cursor: Date?) -> String {
        var terms: [String] = []
        if let cursor { terms.append("updated_at:>='\(Instants.text(cursor.wholeSecond))'") }
        func any(_ field: String, _ values: [String]?, lowercased: Bool = true) {
            let parts = (values ?? []).filter { !$0.isEmpty }.map { value in
                "\(field):'\(Self.quoted(lowercased ? value.lowercased() : value))'"
            }
            if parts.count == 1 { terms.append(parts[0]) }
            if parts.count > 1 { terms.append("(" + parts.joined(separator: " OR ") + ")") }
        }
        any("financial_status", financialStatus)
        any("fulfillment_status", fulfillmentStatus)
        any("return_status", returnStatus)
        any("risk_level", risk)
        any("tag", tags, lowercased: false)
        any("name", orderNumbers, lowercased: false)
        if let channel, !channel.isEmpty { any("source_name", [channel], lowercased: false) }
        return terms.joined(separator: " AND ")
    }

    /// What is left to look at once the order is here.
    func accepts(_ order: ShopOrder) -> Bool {
        if let confirmed, order.confirmed != confirmed { return false }
        if let countries, !countries.isEmpty {
            let country = (order.shippingAddress ?? order.billingAddress)?.countryCode ?? ""
            if !countries.contains(where: { $0.uppercased() == country.uppercased() }) { return false }
        }
        return true
    }

    /// Names the filter's own cursor; empty for none.
    var cursorKey: String {
        guard narrows else { return "" }
        var copy = self
        copy.since = nil
        copy.retrySkipped = nil
        copy.firstImport = nil
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(ContentHash.of((try? encoder.encode(copy)) ?? Data()).prefix(16))
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }
}

extension Date {
    /// Shopify's times have whole seconds.
    var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
