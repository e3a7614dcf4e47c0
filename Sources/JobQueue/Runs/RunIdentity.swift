/// Ids of runs, made from what the entry's row already says, so that starting a batch of entries needs one statement for all of them
/// and whoever finds the row later (a rescuer, a page) knows the run's id.
enum RunIdentity {
    /// A UUIDv7 with the lease's time and place within its millisecond, so that runs sort as they were claimed, and 62 bits of a hash over
    /// lease and entry.
    static func id(entry: String, lease: String) -> String {
        var hash = StableHash.of(lease, entry)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for byte in lease.utf8.prefix(18) {
                buffer[position] = byte
                position += 1
            }
            for byte in "-8".utf8 {
                buffer[position] = byte
                position += 1
            }
            for place in 20..<36 {
                if place == 23 {
                    buffer[position] = UInt8(ascii: "-")
                } else {
                    let nibble = UInt8(hash & 15)
                    buffer[position] = nibble < 10 ? 48 + nibble : 87 + nibble
                    hash >>= 4
                }
                position += 1
            }
            return position
        }
    }
}
