extension Array {
    /// Slices of at most `size` elements: SQLite binds at most 32 766 values a statement.
    func chunks(of size: Int) -> [[Element]] {
        guard count > size else { return isEmpty ? [] : [self] }
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
