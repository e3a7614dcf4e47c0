import BackOffice
import Storage

/// The rule of idempotent creation: the same key with the same content finds what was created; other content is refused.
enum IdempotencyKey {
    static func check(_ key: String, hash: String, against existing: String?, record: String) throws {
        guard hash != existing else { return }
        throw BackOfficeError(
            .keyConflict,
            record: record,
            field: "key",
            sentence: "The key \(key) was used before for \(record), with other content.",
            mend: "Look at \(record): it was created from an earlier state. Remove or change it by hand, or link it as it is."
        )
    }

    static func check(isUsable key: String) throws {
        guard !key.isEmpty, key.utf8.count <= 500 else {
            throw BackOfficeError(
                .invalidValue,
                record: "idempotency key",
                field: "key",
                sentence: "An idempotency key has 1 to 500 bytes."
            )
        }
    }
}

extension Ledger {
    /// Runs the body once more when another transaction created the same record at the same moment: the second time it finds it.
    func repeatingAfterRace<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as StorageError where error.code == .uniqueViolation {
            return try await body()
        }
    }
}
