/// One step of a schema. Never changed after it was released: what has been applied is compared by checksum.
public struct Migration: Sendable {
    /// What the step does, such as `"create orders"`; unique in its module.
    public let name: String
    /// The statements, run in order.
    public let statements: [Statement]

    public init(_ name: String, _ statements: [Statement]) {
        self.name = name
        self.statements = statements
    }

    /// FNV-1a, 64 bits, of the statements without differences in white space: it is meant to find an edit by mistake, not a forgery.
    var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for statement in statements {
            for segment in statement.segments {
                for byte in Self.canonical(segment).utf8 { add(byte) }
                add(0x1F)
            }
            add(0x1E)
        }
        let hex = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }

    private static func canonical(_ segment: Statement.Segment) -> String {
        switch segment {
        case .text(let text): words(text)
        case .value(let value, _): "\(value)"
        case .list(let values, _): "\(values)"
        case .now: "now"
        case .dialect(let sqlite, let postgreSQL): words(sqlite) + "|" + words(postgreSQL)
        }
    }

    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// The schema of one part of the program, as the ordered steps that make it.
public struct MigrationModule: Sendable {
    /// The prefix of the module's tables, such as `"job"`.
    public let name: String
    public let migrations: [Migration]

    public init(name: String, migrations: [Migration]) {
        self.name = name
        self.migrations = migrations
        precondition(Set(migrations.map(\.name)).count == migrations.count, "Two migrations of “\(name)” have the same name.")
    }
}
