import Foundation
import Synchronization

/// Makes time-ordered ids (RFC 9562, version 7, lower case). Ids of one generator rise, also within a millisecond, so that entries made
/// together start in their order.
final class UUIDv7: Sendable {
    private let last = Mutex<UInt64>(0)

    /// - Parameter instant: Its milliseconds become the id's first 48 bits; when many ids are made in one, the next are borrowed.
    func make(at instant: Date) -> String {
        let wanted = Self.milliseconds(instant) << 12
        let tick = last.withLock { last in
            // A clock that stepped back by more than a minute is believed: old ids must not hold new ones in the future for ever.
            last = wanted > last || last - wanted > 60_000 << 12 ? wanted : last + 1
            return last
        }
        return Self.text(tick, UInt64.random(in: .min ... .max))
    }

    /// The smallest id of an instant: ids made earlier sort before it.
    static func floor(_ instant: Date) -> String {
        text(milliseconds(instant) << 12, 0)
    }

    private static func milliseconds(_ instant: Date) -> UInt64 {
        UInt64(max(0, instant.timeIntervalSince1970 * 1000)) & 0xffff_ffff_ffff
    }

    private static func text(_ tick: UInt64, _ random: UInt64) -> String {
        let high = (tick & 0xffff_ffff_ffff_f000) << 4 | 0x7000 | tick & 0x0fff
        let low = 0x8000_0000_0000_0000 | random & 0x3fff_ffff_ffff_ffff
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            func append(_ value: UInt64, digits: Int, dash: Bool = true) {
                for digit in stride(from: digits - 1, through: 0, by: -1) {
                    let nibble = UInt8(truncatingIfNeeded: value >> UInt64(digit * 4)) & 15
                    buffer[position] = nibble < 10 ? 48 + nibble : 87 + nibble
                    position += 1
                }
                if dash {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
            }
            append(high >> 32, digits: 8)
            append(high >> 16, digits: 4)
            append(high, digits: 4)
            append(low >> 48, digits: 4)
            append(low, digits: 12, dash: false)
            return 36
        }
    }
}
