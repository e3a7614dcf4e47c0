import Foundation

/// Which process of which machine a node is, so that others on that machine can see that it is gone.
///
/// A lease tells that a node is silent; only after 25 s may others take it for dead. A process that no longer exists needs no such patience:
/// a restarted installation on one machine goes on at once. What cannot be seen from here (another machine, another PID namespace, a system
/// without `/proc`) is left to the lease.
struct ProcessIdentity: Sendable, Equatable {
    /// The boot of the machine's kernel and the PID namespace: numbers of processes mean something only within both.
    let machine: String
    let pid: Int32
    /// Clock ticks from boot to the process's start: a number is given to another process one day.
    let started: String

    /// This process; nil where the system does not tell.
    static let current: Self? = {
        let pid = ProcessInfo.processInfo.processIdentifier
        guard
            let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8),
            let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"),
            case .living(let started) = state(of: pid)
        else { return nil }
        return Self(machine: "\(boot.trimmingCharacters(in: .whitespacesAndNewlines)) \(namespace)", pid: pid, started: started)
    }()

    /// Whether the process surely exists no more. False where it cannot be told.
    var isGone: Bool { isGone(processes: "/proc") }

    /// - Parameter processes: where the system shows its processes.
    func isGone(processes: String) -> Bool {
        guard let current = Self.current, current.machine == machine else { return false }
        switch Self.state(of: pid, processes) {
        case .living(let start): return start != started
        case .ended: return true
        // Not shown is not gone: a hardened system hides the processes of other users.
        case .hidden: return kill(pid, 0) != 0 && errno == ESRCH
        }
    }

    private enum State {
        /// With when it started.
        case living(String)
        /// It only waits to be collected.
        case ended
        case hidden
    }

    private static func state(of pid: Int32, _ processes: String = "/proc") -> State {
        guard let stat = try? String(contentsOfFile: "\(processes)/\(pid)/stat", encoding: .utf8) else { return .hidden }
        // The command's name stands in parentheses and may hold anything: count the fields behind it (proc(5): state is 3, starttime 22).
        guard let end = stat.lastIndex(of: ")") else { return .hidden }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19 else { return .hidden }
        return fields[0] == "Z" || fields[0] == "X" ? .ended : .living(String(fields[19]))
    }
}

extension ProcessIdentity {
    /// As it stands in a node's row.
    var text: String { "\(machine)|\(pid)|\(started)" }

    init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, let pid = Int32(parts[1]) else { return nil }
        self.init(machine: String(parts[0]), pid: pid, started: String(parts[2]))
    }
}
