import Foundation
import Storage

/// What can go wrong while a queue works.
enum Mischief: String, Sendable, CaseIterable {
    case kill = "kill -9"
    case shortPause = "pauses shorter than the lease"
    case longPause = "pauses longer than the lease"
    case clockStep = "clock steps"
    case cut = "network cuts"
    case dead = "network silences"
    case shutdown = "graceful stops"

    /// How often it happens, relative to the others; 0 where it cannot.
    func weight(_ dialect: Dialect) -> Int {
        switch self {
        case .kill: 10
        case .shortPause: 4
        case .longPause: 2
        case .shutdown: 3
        case .clockStep: 3
        case .cut, .dead: dialect == .postgreSQL ? 4 : 0
        }
    }

    static func random(_ dialect: Dialect, using random: inout some RandomNumberGenerator) -> Mischief {
        var rest = Int.random(in: 0..<allCases.map { $0.weight(dialect) }.reduce(0, +), using: &random)
        for one in allCases {
            rest -= one.weight(dialect)
            if rest < 0 { return one }
        }
        return .kill
    }
}
