import ArgumentParser

/// `key=value`, as settings and parameters are given.
struct KeyValue: ExpressibleByArgument, Equatable, Sendable {
    let key: String
    let value: String

    init?(argument: String) {
        guard let split = argument.firstIndex(of: "="), split != argument.startIndex else { return nil }
        key = String(argument[..<split])
        value = String(argument[argument.index(after: split)...])
    }
}

extension [KeyValue] {
    /// By key; the last of two equal keys counts.
    var dictionary: [String: String] { Dictionary(map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last }) }
}
