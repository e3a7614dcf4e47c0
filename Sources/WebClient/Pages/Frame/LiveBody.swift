import Hummingbird

/// The live regions of a page as HTML, made once for many: only the token of each session's forms is put in for its reader.
struct LiveBody: Sendable {
    private let parts: [ArraySlice<UInt8>]

    /// - Parameter placeholder: what stands for the token; a secret, so that no text of a shop can contain it.
    init(_ html: String, placeholder: String) {
        parts = Self.split(Array(html.utf8), at: Array(placeholder.utf8))
    }

    func html(csrf: String) -> ByteBuffer {
        let token = csrf.utf8
        var buffer = ByteBufferAllocator().buffer(capacity: parts.reduce(0) { $0 + $1.count } + token.count * max(0, parts.count - 1))
        for (index, part) in parts.enumerated() {
            if index > 0 { buffer.writeBytes(token) }
            buffer.writeBytes(part)
        }
        return buffer
    }

    private static func split(_ bytes: [UInt8], at mark: [UInt8]) -> [ArraySlice<UInt8>] {
        guard let first = mark.first else { return [bytes[...]] }
        var parts: [ArraySlice<UInt8>] = []
        var begin = 0
        var place = 0
        while let next = bytes[place...].firstIndex(of: first) {
            if bytes[next...].starts(with: mark) {
                parts.append(bytes[begin..<next])
                begin = next + mark.count
                place = begin
            } else {
                place = next + 1
            }
        }
        return parts + [bytes[begin...]]
    }
}
