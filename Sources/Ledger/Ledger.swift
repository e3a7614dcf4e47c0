public import BackOffice
public import Storage

/// The embedded back office: items, customers, locations, stock and sales documents in the program's own database.
///
/// Every call is one transaction. Numbers are gapless: a number is drawn in the transaction that uses it, so documents of one series
/// are created one after the other on PostgreSQL, as they are on SQLite anyway. Taxes are never computed, only kept as the
/// source of a document gave them.
public struct Ledger: Sendable {
    public let database: Database
    /// The currency of prices for which nothing else is said.
    public let currency: CurrencyCode

    /// The database must have been migrated with `Ledger.migrations`.
    public init(database: Database, currency: CurrencyCode = "EUR") {
        self.database = database
        self.currency = currency
    }

    /// The channel on which the kind of every committed change is sent; see `ChangeKind`.
    public static let changesChannel = "ledger_changes"
}
