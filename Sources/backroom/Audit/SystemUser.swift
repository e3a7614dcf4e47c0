import Foundation

/// Whom the system takes for the one who runs this process; what the environment says of it anybody could have written.
enum SystemUser {
    static let name: String = {
        let id = getuid()
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(id, &entry, &buffer, buffer.count, &found) == 0, found != nil, let name = entry.pw_name else { return "uid \(id)" }
        return String(cString: name)
    }()
}
