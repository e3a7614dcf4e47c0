import Foundation

/// One connection of an engine, used by one thread at a time.
protocol EngineConnection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and gives each row; returns how many rows it changed.
    ///
    /// - Parameter isStreamed: Whether the result may be larger than memory, and the receiver of rows runs other statements.
    func run(_ statement: RenderedStatement, isStreamed: Bool, _ row: ((Row) throws -> Void)?) throws -> Int
    func insert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws -> Int
    func now() throws -> Date
    /// Lets the statements of this transaction take as long as they need.
    func liftLimits() throws
}
