import Foundation
import Storage

/// What a check found, for people and for CI.
struct ChaosReport: CustomStringConvertible {
    let plan: ChaosPlan
    let deeds: [Mischief: Int]
    let check: HistoryCheck
    let restarted: Int
    var recovery = RecoveryTimes()
    /// Why the recovery could not be measured.
    var recoveryError: String?

    var isGood: Bool { check.violations.isEmpty && recoveryError == nil }

    var description: String {
        let summary = check.summary
        let runs = summary.runs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var lines = [
            "\(plan.address.dialect == .sqlite ? "SQLite" : "PostgreSQL"): \(plan.nodes) nodes × \(plan.workers) workers, \(plan.seconds) s, seed \(plan.seed)",
            "  did      " + Mischief.allCases.compactMap { one in deeds[one].map { "\($0) \(one.rawValue)" } }.joined(separator: ", "),
            "  saw      \(summary.entries) entries, \(summary.claims) claims, \(summary.effects) writes, \(summary.slots) slots, \(summary.events) events",
            "  runs     \(runs.isEmpty ? "none" : runs); \(summary.lostRuns) lost with their worker; \(restarted) entries restarted by hand",
        ]
        lines += recovery.lines.map { "  recovery \($0)" }
        if let recoveryError { lines.append("  recovery not measured: \(recoveryError)") }
        for promise in Violation.Promise.allCases {
            let broken = check.violations.filter { $0.promise == promise }
            lines.append("  \(broken.isEmpty ? "kept  " : "BROKEN") \(promise.rawValue)\(broken.isEmpty ? "" : ", \(broken.count) times")")
            lines += broken.prefix(5).map { "           \($0)" }
        }
        lines.append("  verdict  \(isGood ? "all promises kept" : "\(check.violations.count) violations")")
        return lines.joined(separator: "\n")
    }
}
