public import Foundation

/// A shop as it is stored, without its secrets.
public struct Shop: Sendable, Equatable {
    public var code: String
    /// Its own domain, `name.myshopify.com`.
    public var domain: String
    /// Stands in for the domain, where the Admin API is reached elsewhere.
    public var endpoint: String?
    public var enabled: Bool
    /// Why it is disabled, where that was not a person's doing.
    public var disabledReason: String?
    /// When it was last enabled or connected: older news of its end do not count.
    public var enabledAt: Date?
    public var name: String?
    /// Shopify's plan, as of the last look.
    public var plan: String?
    /// The API version that answered, as of the last look.
    public var apiVersion: String?
    /// The shop's own currency and IANA zone, as of the last look.
    public var shopCurrency: String?
    public var shopZone: String?
    public var settings: ShopSettings
    /// How it is entered, in words.
    public var credentialsKind: String
    public var createdAt: Date
    public var updatedAt: Date
    /// When it was last looked at in Shopify.
    public var checkedAt: Date?
    /// How its changes come in, as of the last maintenance; nil before the first.
    public var webhooks: WebhookState?

    /// The currency of the shop card, else the shop's own.
    public var currency: String? { settings.currency.isEmpty ? shopCurrency : settings.currency }

    /// The zone of document dates: the shop card's, else the shop's own, else UTC.
    public var zone: TimeZone {
        let identifier = settings.timeZone.isEmpty ? shopZone ?? "UTC" : settings.timeZone
        return TimeZone(identifier: identifier) ?? .gmt
    }

    /// The API's calendar: versions live for a year after their quarter begins. Nil when the version is not dated.
    public static func expiry(ofVersion version: String) -> Date? {
        let parts = version.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: DateComponents(year: year + 1, month: month, day: 1))
    }
}

extension Shop: Encodable {
    private enum Key: String, CodingKey {
        case code, domain, endpoint, enabled, disabledReason, webhooks, name, currency, timeZone, plan, apiVersion, credentials, settings,
            createdAt, updatedAt,
            checkedAt
    }

    /// The JSON of commands and the API. Secrets are not part of the type, so they cannot get here.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(code, forKey: .code)
        try container.encode(domain, forKey: .domain)
        try container.encode(endpoint, forKey: .endpoint)
        try container.encode(enabled, forKey: .enabled)
        try container.encodeIfPresent(disabledReason, forKey: .disabledReason)
        try container.encode(name, forKey: .name)
        try container.encode(currency, forKey: .currency)
        try container.encode(zone.identifier, forKey: .timeZone)
        try container.encode(plan, forKey: .plan)
        try container.encode(apiVersion, forKey: .apiVersion)
        try container.encode(credentialsKind, forKey: .credentials)
        try container.encode(settings, forKey: .settings)
        try container.encode(Instants.text(createdAt), forKey: .createdAt)
        try container.encode(Instants.text(updatedAt), forKey: .updatedAt)
        try container.encode(checkedAt.map(Instants.text), forKey: .checkedAt)
        try container.encodeIfPresent(webhooks, forKey: .webhooks)
    }
}
