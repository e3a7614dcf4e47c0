/// The addresses whose `X-Forwarded-…` headers are believed: a reverse proxy in front of the server. Anybody else could write them too.
public struct TrustedProxies: Sendable, Equatable {
    /// A range of addresses.
    private struct Block: Sendable, Equatable {
        let bytes: [UInt8]
        let bits: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            let whole = bits / 8
            guard address.prefix(whole).elementsEqual(bytes.prefix(whole)) else { return false }
            let rest = bits % 8
            guard rest > 0 else { return true }
            let mask = UInt8.max << (8 - UInt8(rest))
            return address[whole] & mask == bytes[whole] & mask
        }
    }

    private let blocks: [Block]

    /// Proxies on the same machine.
    public static let loopback = TrustedProxies(blocks: [
        Block(bytes: [127, 0, 0, 0], bits: 8), Block(bytes: [UInt8](repeating: 0, count: 15) + [1], bits: 128),
    ])
    /// Nobody is believed.
    public static let none = TrustedProxies(blocks: [])

    private init(blocks: [Block]) { self.blocks = blocks }

    /// Addresses and ranges in CIDR notation, separated by commas or spaces; `none` for nobody. Nil when one of them is neither.
    public init?(_ text: String) {
        let words = text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        guard words != ["none"] else {
            self = .none
            return
        }
        guard !words.isEmpty else { return nil }
        var blocks: [Block] = []
        for word in words {
            let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let bytes = IPAddress.bytes(String(parts[0])) else { return nil }
            var bits = bytes.count * 8
            if parts.count == 2 {
                guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
                bits = given
            }
            blocks.append(Block(bytes: bytes, bits: bits))
        }
        self.blocks = blocks
    }

    /// - Parameter address: nil for a connection without one, over a socket file: it comes from this machine.
    func contains(_ address: String?) -> Bool {
        guard let address else { return self != .none }
        guard let bytes = IPAddress.bytes(address) else { return false }
        return blocks.contains { $0.contains(bytes) }
    }

    /// The client behind the proxies: the last address of the list that is none of theirs. What stands before it the client may have made up.
    func client(_ forwarded: String, peer: String?) -> String? {
        var last = peer
        for part in forwarded.split(separator: ",").reversed() {
            let address = part.trimming { $0 == " " }
            guard IPAddress.bytes(address) != nil else { return last }
            last = address
            if !contains(address) { return address }
        }
        return last
    }
}

extension Substring {
    fileprivate func trimming(_ drop: (Character) -> Bool) -> String {
        String(self.drop(while: drop).reversed().drop(while: drop).reversed())
    }
}
