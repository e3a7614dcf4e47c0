public import Storage

/// Looks whether this process can do its work. Every part is asked each time, within a bound: a probe must not hang.
public struct Health: Sendable {
    /// A part by its name; the body throws or answers a sentence when something is wrong, nil when all is well.
    public struct Check: Sendable {
        let name: String
        let body: @Sendable () async throws -> String?

        public init(_ name: String, _ body: @escaping @Sendable () async throws -> String?) {
            self.name = name
            self.body = body
        }
    }

    private let checks: [Check]
    private let timeout: Duration

    public init(_ checks: [Check], timeout: Duration = .seconds(5)) {
        self.checks = checks
        self.timeout = timeout
    }

    /// The database answers and has every migration of this program.
    public static func database(_ database: Database, isMigrated: @escaping @Sendable () async throws -> Bool) -> Check {
        Check("database") {
            _ = try await database.read { try $0.value(Int.self, "SELECT 1") }
            return try await isMigrated() ? nil : "The database is not migrated: run “backroom db migrate”."
        }
    }

    public func report() async -> HealthReport {
        var parts: [HealthReport.Part] = []
        for check in checks {
            parts.append(await part(check))
        }
        return HealthReport(parts)
    }

    private func part(_ check: Check) async -> HealthReport.Part {
        let timeout = timeout
        return await withTaskGroup(of: HealthReport.Part.self) { group in
            group.addTask {
                do {
                    let trouble = try await check.body()
                    return .init(check.name, isGood: trouble == nil, detail: trouble)
                } catch {
                    return .init(check.name, isGood: false, detail: Failure(classifying: error).message)
                }
            }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return .init(check.name, isGood: false, detail: "No answer within \(timeout).")
            }
            defer { group.cancelAll() }
            return await group.next() ?? .init(check.name, isGood: false)
        }
    }
}
