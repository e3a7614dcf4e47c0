public import Foundation

/// The variables of a bulk mutation, a line of JSON for each call: encoded one by one, so that the calls themselves need not be held.
public struct BulkMutationLines<Operation: AdminMutation>: Sendable {
    /// What is uploaded. Shopify takes up to 100 MB of it (Admin API 2026-07, `stagedUploadsCreate`).
    public private(set) var jsonl = Data()
    public private(set) var count = 0

    public init() {}

    public init(_ operations: [Operation]) throws {
        for operation in operations { try append(operation) }
    }

    public mutating func append(_ operation: Operation) throws {
        jsonl.append(try AdminJSON.encode(operation))
        jsonl.append(UInt8(ascii: "\n"))
        count += 1
    }
}
