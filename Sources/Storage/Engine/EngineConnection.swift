import Foundation

/// One connection of an engine, used by one thread at a time.
protocol EngineConnection: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and gives each row; returns how many rows it changed.
    func run(_ statement: RenderedStatement, _ row: ((Row) throws -> Void)?) throws -> Int
    func insert(into table: String, columns: [String], rows: [[DatabaseValue]], onConflict: String) throws -> Int
    func now() throws -> Date
}
