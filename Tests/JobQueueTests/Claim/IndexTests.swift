import JobQueueTesting
import Storage
import StorageTesting
import Testing

@testable import JobQueue

/// What runs often must go along an index: the plan is asked of the database itself.
@Suite struct IndexTests {
    /// The plan of a statement, in the database's words.
    private func plan(_ statement: Statement, _ database: Database) async throws -> String {
        try await database.write { tx in
            switch tx.dialect {
            case .sqlite:
                return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0.get("detail", as: String.self) }.joined(separator: "\n")
            case .postgreSQL:
                // Small tables are scanned whatever the indexes: what matters is whether the index can be used.
                try tx.execute("SET LOCAL enable_seqscan = off")
                try tx.execute("SET LOCAL enable_bitmapscan = off")
                return try tx.rows("EXPLAIN \(statement)").map { try $0.get(0, as: String.self) }.joined(separator: "\n")
            }
        }
    }

    private func expect(_ index: String, _ statement: Statement, _ kind: TestDatabase, sorts: Bool = false) async throws {
        try await Workshop.open(kind) { shop in
            let plan = try await plan(statement, shop.database)
            #expect(plan.contains(index), "\(plan)")
            #expect(plan.contains("SCAN job_entry") == false || plan.contains("SCAN job_entry USING INDEX"), "\(plan)")
            #expect(plan.contains("Seq Scan on job_") == false, "\(plan)")
            if sorts == false {
                #expect(plan.contains("TEMP B-TREE FOR ORDER BY") == false && plan.contains("Sort Key") == false, "\(plan)")
            }
        }
    }

    @Test(arguments: TestDatabases.all)
    func claimingMeetsOnlyDueEntries(_ kind: TestDatabase) async throws {
        try await expect(
            "job_entry_ready",
            """
            SELECT id FROM job_entry\(along: "job_entry_ready")
            WHERE status = 'ready' AND priority = 1 AND due <= \(Int64(5)) AND foreground IS NULL ORDER BY due, id LIMIT \(10)\(skipLocked: ())
            """,
            kind
        )
    }

    @Test(arguments: TestDatabases.all)
    func whoIsNextForALockIsLookedUp(_ kind: TestDatabase) async throws {
        try await expect(
            "job_entry_waiting",
            """
            SELECT id FROM job_entry\(along: "job_entry_waiting")
            WHERE status = 'waiting' AND waiting_lock = \("L") ORDER BY start_rank, id LIMIT 1
            """,
            kind
        )
    }

    @Test(arguments: TestDatabases.all)
    func theNextDueTimeIsLookedUp(_ kind: TestDatabase) async throws {
        try await expect(
            "job_entry_ready",
            """
            SELECT due FROM job_entry\(along: "job_entry_ready")
            WHERE status = 'ready' AND priority = 1 AND foreground IS NULL ORDER BY due, id LIMIT 1
            """,
            kind
        )
        try await expect(
            "job_entry_asleep",
            """
            SELECT due FROM job_entry\(along: "job_entry_asleep") WHERE status = 'onHoldWithInactivityTimeout' ORDER BY due LIMIT 1
            """,
            kind
        )
        try await expect(
            "job_entry_expiration",
            """
            SELECT expiration FROM job_entry\(along: "job_entry_expiration")
            WHERE expiration IS NOT NULL AND status IN ('ready', 'waiting', 'onHoldWithInactivityTimeout') ORDER BY expiration LIMIT 1
            """,
            kind
        )
    }

    @Test(arguments: TestDatabases.all)
    func aSecondClickIsLookedUp(_ kind: TestDatabase) async throws {
        try await expect(
            "job_entry_duplicate",
            """
            SELECT id FROM job_entry\(along: "job_entry_duplicate")
            WHERE duplicate_key = \("k") AND duplicate_key IS NOT NULL AND status IN ('ready', 'waiting', 'inProcess')
            """,
            kind
        )
    }

    @Test(arguments: TestDatabases.all)
    func whatANodeHoldsAndRetentionAreLookedUp(_ kind: TestDatabase) async throws {
        try await expect(
            "job_entry_status",
            "SELECT id, lease, cancel_requested FROM job_entry WHERE status = 'inProcess' AND node = \("n") ORDER BY id",
            kind
        )
        try await expect(
            "job_entry_status",
            "SELECT id FROM job_entry WHERE status = 'finished' AND id < \("x") AND finished < \(Int64(1)) ORDER BY id LIMIT 5",
            kind
        )
    }

    @Test(arguments: TestDatabases.all)
    func pagesReadAlongTheirIndexes(_ kind: TestDatabase) async throws {
        try await expect("job_entry_status", "SELECT id FROM job_entry WHERE status = 'ready' ORDER BY id DESC LIMIT 50", kind)
        try await expect("job_run_entry", "SELECT id FROM job_run WHERE entry = \("e") ORDER BY id DESC LIMIT 50", kind)
        try await expect("job_lock_entry", "SELECT name FROM job_lock WHERE entry = \("e")", kind, sorts: true)
    }
}
