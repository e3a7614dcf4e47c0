/// A checksum over all rows of a table that does not depend on their order: the sum of the rows' own checksums (FNV-1a, 64 bits).
struct RowDigest: Equatable, Sendable {
    private(set) var count = 0
    private(set) var sum: UInt64 = 0

    mutating func add(_ values: [DatabaseValue]) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        func mix(_ number: UInt64) { for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) } }
        for value in values {
            switch value {
            case .null: mix(UInt8(0))
            case .integer(let integer):
                mix(UInt8(1))
                mix(UInt64(bitPattern: integer))
            case .double(let double):
                mix(UInt8(2))
                mix(double.bitPattern)
            case .text(let text):
                mix(UInt8(3))
                mix(UInt64(text.utf8.count))
                for byte in text.utf8 { mix(byte) }
            case .bytes(let bytes):
                mix(UInt8(4))
                mix(UInt64(bytes.count))
                for byte in bytes { mix(byte) }
            }
        }
        count += 1
        sum &+= hash
    }
}
