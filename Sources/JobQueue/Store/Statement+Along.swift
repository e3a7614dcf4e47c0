import Storage

extension Statement.StringInterpolation {
    /// Behind a table's name: the index to go along. SQLite's planner knows the table's statistics only after an ANALYZE, and guesses; for
    /// statements that run all the time that is not good enough. PostgreSQL keeps its statistics itself.
    mutating func appendInterpolation(along index: String) {
        appendInterpolation(sqlite: " INDEXED BY \(index)", postgreSQL: "")
    }
}
