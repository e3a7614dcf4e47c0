/// The SQL a database speaks. Almost every statement is written once for both; ``Statement`` has hooks for the rest.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// SQLite 3.40 or later, embedded.
    case sqlite
    /// PostgreSQL 14 or later, over the network or a socket.
    case postgreSQL
}
