import Foundation
import Testing

@testable import ShopifyAdmin

/// Answers that the schema permits, made by executing each document against the schema (`Scripts/generate-graphql`): every type reads
/// them, and refuses null where the schema promises a value.
@Suite struct SchemaWalkTests {
    struct Fixture {
        let name: String
        let whole: [String: Any]

        init(_ name: String) throws {
            self.name = name
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(name).json").standardized
            whole = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        }

        func json(_ part: String) throws -> Data { try JSONSerialization.data(withJSONObject: whole[part] ?? [:]) }
    }

    private static func decode<Operation: AdminOperation>(_: Operation.Type, _ json: Data) throws -> Operation.Data {
        try AdminJSON.decode(Operation.Data.self, from: json)
    }

    @Test(arguments: Admin.operations.indices) func everyAnswerThatTheSchemaPermitsDecodes(_ index: Int) throws {
        let operation = Admin.operations[index]
        let fixture = try Fixture(operation.name)
        for part in ["least", "sparse", "most"] {
            #expect(throws: Never.self, "\(operation.name) \(part)") { _ = try Self.decode(operation, fixture.json(part)) }
        }
    }

    @Test(arguments: Admin.operations.indices) func nullIsRefusedWhereTheSchemaPromisesAValue(_ index: Int) throws {
        let operation = Admin.operations[index]
        let fixture = try Fixture(operation.name)
        let sparse = fixture.whole["sparse"] ?? [:]
        for way in fixture.whole["required"] as? [[Any]] ?? [] {
            let broken = try JSONSerialization.data(withJSONObject: Self.setNull(sparse, way[...]))
            #expect(throws: (any Error).self, "\(operation.name) \(way)") { _ = try Self.decode(operation, broken) }
        }
    }

    /// The fast way and the decoder read the same, and refuse the same.
    @Test(arguments: Admin.operations.indices) func theFastWayIsTheDecodersWay(_ index: Int) throws {
        let operation = Admin.operations[index]
        let fixture = try Fixture(operation.name)
        for part in ["least", "sparse", "most"] {
            let json = RawJSON(try fixture.json(part))
            if let hydration = operation as? any AdminHydration.Type {
                for node in try json["nodes"]?.elements() ?? [] where !node.isNull { try Self.compare(hydration, node) }
            } else if let paged = operation as? any AdminPagedOperation.Type {
                for node in try json[path: paged.connectionPath]?.nodes() ?? [] { try Self.compare(paged: paged, node) }
            }
        }
    }

    private static func compare<Operation: AdminHydration>(_: Operation.Type, _ node: RawJSON) throws {
        try expectSame(Operation.Node.self, node)
    }

    private static func compare<Operation: AdminPagedOperation>(paged _: Operation.Type, _ node: RawJSON) throws {
        try expectSame(Operation.Node.self, node)
    }

    private static func expectSame<Node: Decodable>(_: Node.Type, _ node: RawJSON) throws {
        #expect(Node.self is any JSONReadable.Type, "\(Node.self) is a fragment of its own")
        let fast = try #require(AdminJSON.read(Node.self, node.bytes))
        let slow = try AdminJSON.decodeSlowly(Node.self, from: node.bytes)
        let (left, right) = try (#require(fast as? any Equatable), #require(slow as? any Equatable))
        let isSame = isEqual(left, right)
        #expect(isSame)
    }

    private static func isEqual<Left: Equatable>(_ left: Left, _ right: any Equatable) -> Bool { left == right as? Left }

    private static func setNull(_ value: Any, _ way: ArraySlice<Any>) -> Any {
        guard let step = way.first else { return NSNull() }
        if let key = step as? String, var object = value as? [String: Any] {
            object[key] = setNull(object[key] ?? NSNull(), way.dropFirst())
            return object
        }
        if let position = step as? Int, var list = value as? [Any], list.indices.contains(position) {
            list[position] = setNull(list[position], way.dropFirst())
            return list
        }
        return value
    }

    @Test func namesAreTheDocumentsOwn() {
        let names = Admin.operations.map { $0.name }
        #expect(Set(names).count == names.count)
        for operation in Admin.operations {
            let kind = operation.isMutation ? "mutation" : "query"
            #expect(operation.document.hasPrefix("\(kind) \(operation.name)"))
            #expect(!operation.document.contains("\n"))
            let isQueryAndRepeats = operation.isMutation || operation.isRepeatable
            #expect(isQueryAndRepeats)
        }
    }

    /// What must not be sent twice, by its nature.
    @Test func writesThatRepeatAreKnown() {
        #expect(!Admin.FulfillmentCreate.isRepeatable)
        #expect(!Admin.FilesCreate.isRepeatable)
        #expect(!Admin.BulkMutationRun.isRepeatable)
        #expect(Admin.StockSet.isRepeatable)
        #expect(Admin.StockSet.document.contains("@idempotent(key:$key)"))
        #expect(Admin.OrderClose.isRepeatable)
    }

    @Test func anOrderInEveryShapeIsWholeOrNot() throws {
        let most = try Self.decode(Admin.OrdersByIDs.self, Fixture("OrdersByIDs").json("most"))
        let order = try #require(most.nodes.first ?? nil)
        #expect(!order.isWhole)
        #expect(order.lineItems.nodes.first?.originalUnitPriceSet.shopMoney.amount == Decimal(string: "1234.50"))
        #expect(order.discountApplications.nodes.map(\.typename).contains("DiscountCodeApplication"))
    }
}
