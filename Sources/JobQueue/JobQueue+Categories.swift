import Storage

extension JobQueue {
    /// All categories, by code.
    public func categories() async throws -> [Category] {
        try await database.read { tx in try CategoryStore.list(in: tx) }
    }

    /// Creates a category or changes it. A category that was never saved has width 1: entries may name any code.
    /// - Throws: ``JobQueueError`` `invalid`: code or width.
    @discardableResult
    public func saveCategory(_ category: Category) async throws -> Category {
        guard (1...1000).contains(category.width) else {
            throw JobQueueError.invalid("width", "A category's width is 1 to 1000.", record: category.code)
        }
        let saved = Category(
            code: try Category.normalized(category.code, field: "code"),
            description: category.description,
            width: category.width
        )
        try await database.write { tx in
            let lock = Category.lock(saved.code)
            try LockStore.serialize([lock], in: tx)
            try CategoryStore.save(saved, in: tx)
            // A wider category lets more start: as many as may wait for it now.
            for _ in 0..<saved.width { try LockStore.wake(lock, in: tx) }
            tx.notify(Channel.due)
        }
        return saved
    }

    /// Removes a category; its entries keep the code, with width 1.
    /// - Throws: ``JobQueueError`` `notFound`.
    public func removeCategory(_ code: String) async throws {
        let code = try Category.normalized(code, field: "code")
        let isRemoved = try await database.write { tx in try CategoryStore.remove(code, in: tx) }
        if isRemoved == false { throw JobQueueError(.notFound, "There is no job queue category \(code).", record: code) }
    }
}
