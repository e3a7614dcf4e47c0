import Foundation

/// Several mutations of one kind as one request, each under an alias of its own.
struct BatchDocument<Operation: AdminBatchMutation>: Encodable {
    let operations: ArraySlice<Operation>

    /// The alias of an operation by its position in the request.
    static func alias(_ position: Int) -> String { "m\(position)" }

    var name: String { "\(Operation.name)Batch" }

    var document: String {
        let names = Operation.variableTypes.keys.sorted()
        let indices = operations.indices.map { $0 - operations.startIndex }
        let declared = indices.flatMap { index in names.map { "$\($0)_\(index):\(Operation.variableTypes[$0] ?? "")" } }
        let fields = indices.map { "\(Self.alias($0)):\(Self.field(at: $0))" }
        return "mutation \(name)(\(declared.joined(separator: " "))){\(fields.joined(separator: " "))}\(Operation.fragments)"
    }

    /// The field with each variable renamed for its position.
    private static func field(at index: Int) -> String {
        var text = ""
        var rest = Substring(Operation.field)
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[...dollar]
            rest = rest[rest.index(after: dollar)...]
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            text += "\(name)_\(index)"
            rest = rest[name.endIndex...]
        }
        return text + rest
    }

    enum CodingKeys: CodingKey {
        case query
        case variables
        case operationName
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(document, forKey: .query)
        try container.encode(name, forKey: .operationName)
        try container.encode(Variables(operations: operations), forKey: .variables)
    }

    /// The variables of all operations, each name followed by the position.
    private struct Variables: Encodable {
        let operations: ArraySlice<Operation>

        func encode(to encoder: any Encoder) throws {
            for (index, operation) in operations.enumerated() {
                try operation.encode(to: SuffixedEncoder(base: encoder, suffix: "_\(index)"))
            }
        }
    }
}
