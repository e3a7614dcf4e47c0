/// The words of a command line: options with a value, flags, and the rest.
struct Options {
    private(set) var rest: [String]

    init(_ words: some Sequence<String>) { rest = Array(words) }

    mutating func value(_ name: String) -> String? {
        guard let index = rest.firstIndex(of: name), index + 1 < rest.count else { return nil }
        defer { rest.removeSubrange(index...index + 1) }
        return rest[index + 1]
    }

    mutating func number(_ name: String) -> Int? { value(name).flatMap { Int($0) } }

    mutating func flag(_ name: String) -> Bool {
        defer { rest.removeAll { $0 == name } }
        return rest.contains(name)
    }
}
