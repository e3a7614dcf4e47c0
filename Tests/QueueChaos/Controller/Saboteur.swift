import Foundation
import Storage
import Synchronization

/// Does the mischief until it is told to stop; one thing at a time to each node.
final class Saboteur: Sendable {
    private let site: Site
    private let done = Mutex<[Mischief: Int]>([:])

    init(_ site: Site) { self.site = site }

    /// What was done, how often.
    var deeds: [Mischief: Int] { done.withLock { $0 } }

    /// - Parameter deadline: when to stop beginning something new.
    func work(until deadline: ContinuousClock.Instant, seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            while ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(Int.random(in: 150...1_200, using: &random)))
                try site.expectAlive()
                let mischief = Mischief.random(site.plan.address.dialect, using: &random)
                if mischief == .clockStep {
                    guard site.clocks.canStep else { continue }
                    count(.clockStep)
                    try site.clocks.step(using: &random)
                    continue
                }
                guard let victim = site.nodes.filter(\.isFree).randomElement(using: &random) else { continue }
                let length = milliseconds(mischief, using: &random)
                count(mischief)
                victim.setFree(false)
                group.addTask {
                    try await self.site.suffer(mischief, node: victim.index, for: .milliseconds(length))
                    victim.setFree(true)
                }
            }
        }
    }

    /// How long the node suffers.
    private func milliseconds(_ mischief: Mischief, using random: inout SplitMix) -> Int {
        let lease = Int(site.plan.lease * 1_000)
        let beyondLease = lease + 500...lease * 5 / 4 + 3_000
        return switch mischief {
        case .kill: Int.random(in: 50...2_500, using: &random)
        case .shutdown: Int.random(in: 50...1_000, using: &random)
        case .shortPause: Int.random(in: 300...max(400, lease * 3 / 5), using: &random)
        case .longPause: Int.random(in: beyondLease, using: &random)
        case .cut: Int.random(in: 100...9_000, using: &random)
        case .dead: Int.random(in: Bool.random(using: &random) ? 500...5_000 : beyondLease, using: &random)
        case .clockStep: 0
        }
    }

    private func count(_ mischief: Mischief) {
        done.withLock { $0[mischief, default: 0] += 1 }
    }
}

/// Random numbers that can be repeated (SplitMix64).
struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
