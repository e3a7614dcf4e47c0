import Foundation

/// Ids of our own rows: UUIDv7 texts, so that they sort by age.
enum RecordID {
    static func next() -> String {
        let time = UInt64(Date().timeIntervalSince1970 * 1000)
        var generator = SystemRandomNumberGenerator()
        let high: UInt64 = generator.next()
        let low: UInt64 = generator.next()
        let first = time << 16 | 0x7000 | (high & 0x0fff)
        let second = (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000
        let digits = hex(first) + hex(second)
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { start, end in
            String(digits.dropFirst(start).prefix(end - start))
        }.joined(separator: "-")
    }

    private static func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
