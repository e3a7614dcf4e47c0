import CZlib

/// Raw answers are kept compressed: zlib, after four bytes (little-endian) that say how long the text is.
enum Compression {
    /// The largest text that is unpacked, so that a damaged row cannot take all memory.
    static let limit = 64 << 20

    static func pack(_ bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.count <= limit else { throw damaged("is too large to keep") }
        var size = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: 4 + Int(size))
        for position in 0..<4 { packed[position] = UInt8(truncatingIfNeeded: bytes.count >> (8 * position)) }
        let status = packed.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                compress2(target.baseAddress.map { $0 + 4 }, &size, source.baseAddress, uLong(bytes.count), 6)
            }
        }
        guard status == Z_OK else { throw damaged("could not be compressed") }
        packed.removeLast(packed.count - 4 - Int(size))
        return packed
    }

    static func unpack(_ packed: [UInt8]) throws -> [UInt8] {
        guard packed.count >= 4 else { throw damaged("is cut off") }
        let count = (0..<4).reduce(0) { $0 | Int(packed[$1]) << (8 * $1) }
        guard count <= limit else { throw damaged("says that it is larger than anything we store") }
        if count == 0 { return [] }
        var size = uLong(count)
        var bytes = [UInt8](repeating: 0, count: count)
        let status = bytes.withUnsafeMutableBufferPointer { target in
            packed.withUnsafeBufferPointer { source in
                uncompress(target.baseAddress, &size, source.baseAddress.map { $0 + 4 }, uLong(packed.count - 4))
            }
        }
        guard status == Z_OK, Int(size) == count else { throw damaged("is damaged") }
        return bytes
    }

    private static func damaged(_ what: String) -> ConnectorError {
        ConnectorError(.unexpectedAnswer, "A stored answer \(what).", field: "content")
    }
}
