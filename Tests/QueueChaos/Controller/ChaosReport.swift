import Foundation
import Storage

/// What a check found, for people and for CI.
struct ChaosReport: CustomStringConvertible {
    let plan: ChaosPlan
    let deeds: [Mischief: Int]
    let check: HistoryCheck
    let restarted: Int
    var recovery = RecoveryTimes()
    /// What connected the nodes with the database, where there was a network.
    var network: String?
    /// Seconds by which the nodes' clocks were ahead of the database's whenever a node began, ascending.
    var clocks: [Double] = []
    /// Why the work did not come to its end: then what is unfinished counts as lost.
    var unsettled: String?
    /// Whether the nodes were to have clocks of their own that are wrong.
    var wantsWrongClocks = false
    /// Why the recovery could not be measured.
    var recoveryError: String?

    var isGood: Bool { check.violations.isEmpty && recoveryError == nil && clockError == nil }

    /// A check with right clocks would prove less than it says.
    private var clockError: String? {
        guard wantsWrongClocks, clocks.contains(where: { abs($0) > 60 }) == false else { return nil }
        return "the nodes' clocks were to be wrong by minutes, and were not"
    }

    var description: String {
        let summary = check.summary
        let runs = summary.runs.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        var lines = [
            "\(plan.address.dialect == .sqlite ? "SQLite" : "PostgreSQL"): \(plan.nodes) nodes × \(plan.workers) workers, \(plan.seconds) s, seed \(plan.seed)",
            "  did      " + Mischief.allCases.compactMap { one in deeds[one].map { "\($0) \(one.rawValue)" } }.joined(separator: ", "),
            "  saw      \(summary.entries) entries, \(summary.claims) claims, \(summary.effects) writes, \(summary.slots) slots, \(summary.events) events",
            "  runs     \(runs.isEmpty ? "none" : runs); \(summary.lostRuns) lost with their worker; \(restarted) entries restarted by hand",
        ]
        if let network { lines.insert("  network  \(network)", at: 1) }
        if wantsWrongClocks, let first = clocks.first, let last = clocks.last {
            lines.append(String(format: "  clocks   of the nodes from %+.0f s to %+.0f s against the server's", first, last))
        }
        if let unsettled { lines.append("  BROKEN   \(unsettled)") }
        if let clockError { lines.append("  BROKEN   \(clockError)") }
        lines += recovery.lines.map { "  recovery \($0)" }
        if let recoveryError { lines.append("  recovery not measured: \(recoveryError)") }
        for promise in Violation.Promise.allCases {
            let broken = check.violations.filter { $0.promise == promise }
            lines.append("  \(broken.isEmpty ? "kept  " : "BROKEN") \(promise.rawValue)\(broken.isEmpty ? "" : ", \(broken.count) times")")
            lines += broken.prefix(5).map { "           \($0)" }
        }
        lines.append("  verdict  \(isGood ? "all promises kept" : "\(check.violations.count) violations, or what could not be checked")")
        return lines.joined(separator: "\n")
    }
}
