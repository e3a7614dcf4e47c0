public import Foundation

/// A version of the Admin API: year and month of its release.
///
/// A version appears each quarter and is answered for at least twelve months (Shopify, "About Shopify API versioning"). After that,
/// requests fall forward to the oldest version that still exists.
public struct AdminAPIVersion: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The version that the documents of this library are written for.
    public static let current = AdminAPIVersion(rawValue: "2026-07")
    /// Every version that each document has been checked against.
    public static let checked = [AdminAPIVersion(rawValue: "2026-04"), AdminAPIVersion(rawValue: "2026-07")]

    public var description: String { rawValue }

    /// The day (UTC) after which Shopify no longer promises the version; `nil` for `unstable` and other names without a date.
    public var supportedUntil: Date? {
        let parts = rawValue.split(separator: "-")
        guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        var components = DateComponents()
        components.year = year + 1
        components.month = month
        components.day = 1
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: components)
    }
}
