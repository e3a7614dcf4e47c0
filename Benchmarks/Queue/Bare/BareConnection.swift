/// A connection by the database's own C interface: what is left when the engine, the storage layer and Swift's concurrency are taken away.
/// Values and results are texts, and statements are prepared.
protocol BareConnection: AnyObject {
    func execute(_ sql: String) throws
    /// - Parameter sql: With `$1`, `$2` … for values.
    func prepare(_ name: String, _ sql: String) throws
    /// Runs a prepared statement and reads each value of its result; answers the first column.
    @discardableResult
    func run(_ name: String, _ values: [String?]) throws -> [String]
}

struct BareError: Error, CustomStringConvertible {
    let description: String
}
