import Foundation
import Storage
import Synchronization

/// The wall clocks that the nodes see, and how wrong they are.
///
/// On SQLite the processes share their host's clock, which decides: all of them see the same steps. On PostgreSQL each node is a machine with
/// a clock of its own that is wrong by minutes and steps, while times that decide come from the server. There a library
/// (`Scripts/lib/wrong-clock.c`, preloaded) makes the whole process see the wrong time.
final class NodeClocks: Sendable {
    static let libraryVariable = "BACKROOM_CHAOS_CLOCK"

    let isShared: Bool
    private let library: String?
    private let files: [URL]
    /// Seconds by which each clock is wrong.
    private let offsets: Mutex<[TimeInterval]>
    private let lease: Double
    private let furthest = Mutex(TimeInterval(0))

    init(_ plan: ChaosPlan) throws {
        isShared = plan.address.dialect == .sqlite
        lease = plan.lease
        let library = ProcessInfo.processInfo.environment[Self.libraryVariable].flatMap { $0.isEmpty ? nil : $0 }
        self.library = isShared ? nil : library
        let count = isShared ? 1 : library == nil ? 0 : plan.nodes
        files = (0..<count).map { plan.folder.appending(path: "clock\($0 + 1)") }
        // Machines whose clocks nobody keeps right: minutes fast, minutes slow, right.
        let first: [TimeInterval] = isShared ? [0] : (0..<count).map { [187, -243, 0][$0 % 3] }
        offsets = Mutex(first)
        for (file, offset) in zip(files, first) { try WrongClock.set(offset, in: file) }
        if isShared == false, library == nil {
            complain("CLOCKS ARE RIGHT: \(Self.libraryVariable) names no library; start this with Scripts/history-checker.")
        }
    }

    /// The file that a SQLite node reads its offset from.
    var sharedFile: URL? { isShared ? files[0] : nil }

    /// What makes a node's process see its wrong clock.
    func environment(ofNode index: Int) -> [String: String] {
        guard let library, files.indices.contains(index) else { return [:] }
        return ["LD_PRELOAD": library, "WRONG_CLOCK_FILE": files[index].path]
    }

    var canStep: Bool { files.isEmpty == false }

    /// Sets one clock anew.
    func step(using random: inout SplitMix) throws {
        guard let index = files.indices.randomElement(using: &random) else { return }
        let now = offsets.withLock { $0[index] }
        let next: TimeInterval
        if isShared {
            // A step back lets leases live longer and puts off what is due; one forward ends all leases at once. Forward by minutes, back by
            // less: what was due must come due again within the check.
            let steps = [-2, -0.5, 0.4, 0.9, 2].map { $0 * lease } + [-45, 75, 150]
            next = now + (steps.randomElement(using: &random) ?? 0)
        } else {
            next = TimeInterval.random(in: -300...300, using: &random)
        }
        try set(next, index)
    }

    /// The shared clock stands where it stood furthest ahead, so that nothing has to wait for it.
    func mend() throws {
        if isShared { try set(furthest.withLock { $0 }, 0) }
    }

    private func set(_ offset: TimeInterval, _ index: Int) throws {
        offsets.withLock { $0[index] = offset }
        furthest.withLock { $0 = max($0, offset) }
        try WrongClock.set(offset, in: files[index])
    }
}
