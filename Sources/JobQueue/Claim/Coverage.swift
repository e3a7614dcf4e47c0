import Storage

/// Since when somebody has been there to run what is due. Slots that came due in a gap were *missed*, and the entry's policy says what
/// becomes of them; slots that came due while workers were busy or locks held were not.
enum Coverage {
    /// Longer than a heartbeat takes to come back, shorter than the shortest slot.
    static let tolerance: Int64 = 15_000_000

    /// The last gap, after noting one that ends now.
    static func gap(now: Int64, in tx: Transaction) throws -> ClosedRange<Int64>? {
        guard let row = try tx.first("SELECT covered, gap_from, gap_to FROM job_coverage WHERE id = 1") else {
            try tx.insert(
                into: "job_coverage",
                columns: ["id", "covered", "gap_from", "gap_to"],
                rows: [[.integer(1), .integer(now), .integer(0), .integer(now)]],
                onConflict: "ON CONFLICT (id) DO NOTHING"
            )
            return 0...now
        }
        let covered = try row.get(0, as: Int64.self)
        if now - covered > tolerance {
            // The row is locked only by who ends a gap, not by every claim. Whoever comes second sees the same gap.
            try tx.execute(
                "UPDATE job_coverage SET covered = \(now), gap_from = \(covered), gap_to = \(now) WHERE id = 1 AND covered = \(covered)"
            )
            return covered...now
        }
        guard let from = try row.get(1, as: Int64?.self), let to = try row.get(2, as: Int64?.self), from <= to else { return nil }
        return from...to
    }

    /// A worker is there.
    static func extend(now: Int64, in tx: Transaction) throws {
        _ = try gap(now: now, in: tx)
        try tx.execute("UPDATE job_coverage SET covered = \(now) WHERE id = 1 AND covered < \(now)")
    }
}
