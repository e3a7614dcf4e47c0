import Storage

/// The categories and their widths.
enum CategoryStore {
    static func list(in tx: Transaction) throws -> [Category] {
        try tx.rows("SELECT code, description, width FROM job_category ORDER BY code").map { row in
            Category(code: try row.get(0), description: try row.get(1), width: try row.get(2))
        }
    }

    static func save(_ category: Category, in tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO job_category (code, description, width) VALUES (\(category.code), \(category.description), \(category.width))
            ON CONFLICT (code) DO UPDATE SET description = excluded.description, width = excluded.width
            """
        )
    }

    static func remove(_ code: String, in tx: Transaction) throws -> Bool {
        try tx.execute("DELETE FROM job_category WHERE code = \(code)") > 0
    }

    /// How many may hold each of the locks at a time, where it is more than one.
    static func widths(of locks: some Collection<String>, in tx: Transaction) throws -> [String: Int] {
        let codes = locks.filter { $0.hasPrefix(Category.lockPrefix) }.map { String($0.dropFirst(Category.lockPrefix.count)) }
        guard codes.isEmpty == false else { return [:] }
        var widths: [String: Int] = [:]
        for row in try tx.rows("SELECT code, width FROM job_category WHERE code IN \(list: codes) AND width > 1") {
            widths[Category.lock(try row.get(0))] = try row.get(1, as: Int.self)
        }
        return widths
    }
}
