/// Ids of runs, made from what the entry's row already says, so that starting a batch of entries needs one statement for all of them
/// and whoever finds the row later (a rescuer, a page) knows the run's id.
enum RunIdentity {
    /// A UUIDv7 with the lease's time and 74 bits of a hash over lease and entry.
    static func id(entry: String, lease: String) -> String {
        var text = Array(lease.utf8.prefix(14))
        var high = StableHash.of(lease, entry)
        var low = StableHash.of(entry, lease)
        // Layout xxxxxxxx-xxxx-7rrr-8rrr-rrrrrrrrrrrr: the time stays, version and variant stay, the rest is the hash.
        for position in 14..<36 {
            switch position {
            case 18, 23: text.append(UInt8(ascii: "-"))
            case 14: text.append(UInt8(ascii: "7"))
            case 19: text.append(UInt8(ascii: "8"))
            default:
                let nibble = Int(high & 15)
                high = (high >> 4) | (low << 60)
                low >>= 4
                text.append(hexadecimal[nibble])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
