/// Everything that is wrong with the configuration, at once.
struct SettingsError: Error, Equatable, CustomStringConvertible {
    /// One wrong value.
    struct Item: Equatable {
        let key: String
        /// Where it was read: a flag, a variable, a file.
        let source: String
        let message: String
    }

    let items: [Item]

    var description: String {
        let lines = items.map { "\($0.key) (\($0.source)): \($0.message)" }
        return lines.count == 1
            ? "The configuration is wrong: \(lines[0])" : "The configuration is wrong:\n" + lines.map { "  \($0)" }.joined(separator: "\n")
    }
}
