import Foundation

/// Small pictures: a PNG of one colour, other for each number.
enum TestPicture {
    static func png(_ number: Int) -> Data {
        var content = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        func chunk(_ type: String, _ data: [UInt8]) {
            let body = Array(type.utf8) + data
            content.append(contentsOf: bytes(UInt32(data.count)) + body + bytes(crc(body)))
        }
        chunk("IHDR", bytes(1) + bytes(1) + [8, 2, 0, 0, 0])
        // The compressed line is taken as it is: one pixel, stored.
        let line: [UInt8] = [
            0, UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number >> 16),
        ]
        chunk("IDAT", [0x78, 0x01, 0x01, 4, 0, 251, 255] + line + bytes(adler(line)))
        chunk("IEND", [])
        return content
    }

    private static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    private static func crc(_ data: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in data {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return value ^ 0xFFFF_FFFF
    }

    private static func adler(_ data: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in data {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }
}
