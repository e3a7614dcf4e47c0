import Foundation
import Storage

/// Where a task has come in the back office's own sequence, which is a text.
struct BackOfficeMark {
    let tx: Transaction
    let shop: String
    let task: String

    func value() throws -> String? {
        try tx.value(String.self, "SELECT mark FROM connector_marks WHERE shop = \(shop) AND task = \(task)")
    }

    func set(_ mark: String) throws {
        try tx.execute(
            """
            INSERT INTO connector_marks (shop, task, mark, updated_at) VALUES (\(shop), \(task), \(mark), \(try tx.now()))
            ON CONFLICT (shop, task) DO UPDATE SET mark = excluded.mark, updated_at = excluded.updated_at
            """
        )
    }
}
