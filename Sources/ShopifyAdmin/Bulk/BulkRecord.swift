import Foundation

/// A record of a bulk result with everything below it.
public struct BulkRecord: Sendable {
    /// The record itself.
    public let root: RawJSON
    /// What hangs below it, at any depth, in the order of the lines. `__parentId` names whose each is.
    public let children: [RawJSON]
}

/// Puts the lines of a grouped bulk result together: a record is complete when the next one begins.
public struct BulkGrouping: Sendable {
    private var root: RawJSON?
    private var children: [RawJSON] = []

    public init() {}

    /// Takes a line; returns the record that it completes.
    public mutating func add(_ line: RawJSON) -> BulkRecord? {
        if line["__parentId"] != nil {
            children.append(line)
            return nil
        }
        defer {
            root = line
            children = []
        }
        return finish()
    }

    /// The last record, when there are no more lines.
    public mutating func finish() -> BulkRecord? {
        defer {
            root = nil
            children = []
        }
        return root.map { BulkRecord(root: $0, children: children) }
    }
}

extension AdminClient {
    /// Reads the records of a grouped bulk query one after the other.
    public func bulkRecords(_ result: BulkResult, each body: (BulkRecord) async throws -> Void) async throws {
        var grouping = BulkGrouping()
        try await bulkLines(result) { lines in
            for line in lines {
                if let record = grouping.add(line) { try await body(record) }
            }
        }
        // Of a partial result the last record may lack children: it is left for the next run.
        if !result.isPartial, let last = grouping.finish() { try await body(last) }
    }
}
