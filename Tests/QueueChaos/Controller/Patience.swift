import Storage

/// Repeats what failed because a node that was paused in the middle of a write holds the SQLite file: that is part of the game.
func patiently<Result>(_ body: () async throws -> Result) async throws -> Result {
    for _ in 0..<30 {
        do {
            return try await body()
        } catch let error as StorageError where error.code == .busy {
            try await Task.sleep(for: .milliseconds(200))
        }
    }
    return try await body()
}
