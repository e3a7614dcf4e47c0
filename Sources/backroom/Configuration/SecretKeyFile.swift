import Foundation
import Storage

/// The key that encrypts shops' credentials: 32 bytes, given in the configuration or kept beside the SQLite file.
enum SecretKeyFile {
    /// The bytes of a Base64 text; nil unless there are 32.
    static func bytes(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), data.count == 32 else { return nil }
        return [UInt8](data)
    }

    /// Where the key of a SQLite database is kept.
    static func path(besideDatabase path: String) -> String { path + ".key" }

    /// The key that these settings mean; the file is made when it is needed for the first time.
    ///
    /// - Parameter sqlitePath: the file of the database; nil with PostgreSQL or a database in memory.
    static func load(configured: String?, sqlitePath: String?) throws -> [UInt8] {
        if let configured {
            guard let bytes = bytes(configured) else { throw SecretKeyError.malformed("The configured secret key") }
            return bytes
        }
        guard let sqlitePath else { throw SecretKeyError.missing }
        let path = path(besideDatabase: sqlitePath)
        if let data = FileManager.default.contents(atPath: path) {
            guard let bytes = bytes(String(decoding: data, as: UTF8.self)) else { throw SecretKeyError.malformed("The key in \(path)") }
            return bytes
        }
        return try make(path)
    }

    /// Writes a new key. `O_EXCL` decides when two processes start at the same time: the loser reads the winner's key.
    private static func make(_ path: String) throws -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = Data(bytes).base64EncodedString() + "\n"
        // The whole key appears under its name in one step, so that nobody can read half of it.
        let draft = "\(path).\(UUID().uuidString)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw SecretKeyError.unwritable(path, errno) }
        defer { unlink(draft) }
        let written = text.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) } ?? -1
        fsync(descriptor)
        close(descriptor)
        guard written == text.utf8.count else { throw SecretKeyError.unwritable(path, errno) }
        if link(draft, path) == 0 { return bytes }
        guard errno == EEXIST, let data = FileManager.default.contents(atPath: path),
            let existing = Self.bytes(String(decoding: data, as: UTF8.self))
        else { throw SecretKeyError.unwritable(path, errno) }
        return existing
    }
}

/// Why there is no usable secret key.
enum SecretKeyError: Error, CustomStringConvertible {
    case missing
    case malformed(String)
    case unwritable(String, Int32)

    var description: String {
        switch self {
        case .missing:
            "With PostgreSQL the secret key must be given: set BACKROOM_SECRET_KEY to 32 bytes in Base64 (openssl rand -base64 32), the same on every node."
        case .malformed(let what):
            "\(what) is not 32 bytes in Base64. Put the right key back: without it the shops' credentials cannot be read."
        case .unwritable(let path, let code):
            "The secret key cannot be written to \(path): \(String(cString: strerror(code)))."
        }
    }
}
