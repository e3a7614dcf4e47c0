import Foundation

/// IP addresses as bytes.
enum IPAddress {
    /// 4 bytes or 16; an IPv4 address in IPv6 clothes (`::ffff:10.0.0.1`) has 4. Nil for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return four }
        var six = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let isMapped = six.prefix(10).allSatisfy { $0 == 0 } && six[10] == 0xff && six[11] == 0xff
        return isMapped ? Array(six.suffix(4)) : six
    }
}
