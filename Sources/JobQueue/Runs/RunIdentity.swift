/// Ids of runs, made from what the entry's row already says, so that starting a batch of entries needs one statement for all of them
/// and whoever finds the row later (a rescuer, a page) knows the run's id.
enum RunIdentity {
    /// A UUIDv7 with the lease's time and place within its millisecond, so that runs sort as they were claimed, and 62 bits of a hash over
    /// lease and entry.
    static func id(entry: String, lease: String) -> String {
        var text = Array(lease.utf8.prefix(18))
        var hash = StableHash.of(lease, entry)
        text += Array("-8".utf8)
        for position in 20..<36 {
            if position == 23 {
                text.append(UInt8(ascii: "-"))
            } else {
                text.append(hexadecimal[Int(hash & 15)])
                hash >>= 4
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
