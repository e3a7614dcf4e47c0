public import Foundation

/// A record of a bulk result with everything below it.
public struct BulkRecord: Sendable {
    /// The record itself.
    public let root: RawJSON
    /// What hangs below it, at any depth, in the order of the lines. `__parentId` names whose each is.
    public let children: [RawJSON]
    /// Where the next record begins in the file: a reading that is taken up later starts there.
    public let end: Int

    public init(root: RawJSON, children: [RawJSON], end: Int = 0) {
        self.root = root
        self.children = children
        self.end = end
    }

    /// The record from its lines, as `text` writes them; nil when there is none.
    public init?(text: Data) {
        let lines = text.split(separator: UInt8(ascii: "\n")).map { RawJSON(Data($0)) }
        guard let root = lines.first else { return nil }
        self.init(root: root, children: Array(lines.dropFirst()))
    }

    /// The record's lines as they came.
    public var text: Data {
        var text = Data(root.bytes)
        for child in children {
            text.append(UInt8(ascii: "\n"))
            text.append(child.bytes)
        }
        return text
    }
}

/// Puts the lines of a grouped bulk result together: a record is complete when the next one begins.
public struct BulkGrouping: Sendable {
    private var root: RawJSON?
    private var children: [RawJSON] = []

    public init() {}

    /// Takes a line; returns the record that it completes.
    /// - Parameter start: where the line begins in the file.
    public mutating func add(_ line: RawJSON, at start: Int = 0) -> BulkRecord? {
        if line["__parentId"] != nil {
            children.append(line)
            return nil
        }
        defer {
            root = line
            children = []
        }
        return finish(at: start)
    }

    /// The last record, when there are no more lines.
    /// - Parameter end: the length of the file.
    public mutating func finish(at end: Int = 0) -> BulkRecord? {
        defer {
            root = nil
            children = []
        }
        return root.map { BulkRecord(root: $0, children: children, end: end) }
    }
}

extension AdminClient {
    /// Reads the records of a grouped bulk query one after the other.
    ///
    /// Of a partial result the last record may lack children: it is left out.
    /// - Parameters:
    ///   - start: the `end` of the last record that was read before; 0 reads all.
    ///   - body: gets the records that a piece of the file completes: no more than a few pieces are held.
    public func bulkRecords(_ result: BulkResult, from start: Int = 0, each body: ([BulkRecord]) async throws -> Void) async throws {
        guard let url = result.url else { return }
        var grouping = BulkGrouping()
        var end = start
        try await lines(at: url, from: start) { lines in
            let records = lines.compactMap { grouping.add(RawJSON($0.text), at: $0.start) }
            if let last = lines.last { end = last.start + last.text.count + 1 }
            if !records.isEmpty { try await body(records) }
        }
        if !result.isPartial, let last = grouping.finish(at: end) { try await body([last]) }
    }
}
