import Foundation

/// One connection of an engine, used by one thread at a time.
protocol EngineConnection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and gives each row; returns how many rows it changed.
    ///
    /// - Parameter isStreamed: Whether the result may be larger than memory, and the receiver of rows runs other statements.
    func run(_ statement: RenderedStatement, isStreamed: Bool, _ row: ((Row) throws -> Void)?) throws -> Int
    func insert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws -> Int
    /// Runs a statement of which only failure matters: it may be sent with the next one, or with the commit, and fail there.
    func post(_ statement: RenderedStatement) throws
    func postInsert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws
    /// What was posted and not sent yet is not wanted any more.
    func forgetPosted()
    /// Runs the transaction's only statement, which commits by itself.
    func runAlone(_ statement: RenderedStatement, _ row: (Row) throws -> Void) throws -> Int
    /// The clock of ``now()`` when it is not the server's.
    var clock: (@Sendable () -> Date)? { get }
    func now() throws -> Date
    /// Lets the statements of this transaction take as long as they need.
    func liftLimits() throws
}
