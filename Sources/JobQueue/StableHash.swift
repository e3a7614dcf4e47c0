/// FNV-1a over UTF-8, 64 bits: the same in every process and on every node, unlike `Hasher`.
///
/// Not for secrets and not against an adversary: it spreads advisory-lock keys and run ids.
enum StableHash {
    static func of(_ texts: String...) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in texts {
            for byte in text.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
            hash = (hash ^ 0xff) &* 0x0000_0100_0000_01b3
        }
        // FNV's high bits mix poorly for short texts: one round of a finalizer spreads them.
        hash ^= hash >> 33
        hash = hash &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 33
        return hash
    }
}
