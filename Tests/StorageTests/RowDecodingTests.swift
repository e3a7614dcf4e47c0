import Foundation
import Storage
import StorageTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct RowDecodingTests {
    struct Address: Codable, Equatable {
        var city: String
        var lines: [String]
    }
    enum Status: String, Codable { case ready, onHold = "on-hold" }
    struct Identifier: RawRepresentable, Codable, Equatable {
        var rawValue: String
    }

    struct Order: Decodable, Equatable {
        var id: UUID
        var orderNo: String
        var shopID: Int
        var createdAt: Date
        var total: Decimal
        var isTest: Bool
        var weight: Double
        var status: Status
        var customerId: Identifier?
        var note: String?
        var missing: String?
        var shipTo: Address
        var tags: [String]
        var payload: Data
    }

    static let order = Order(
        id: UUID(),
        orderNo: "1001",
        shopID: 7,
        createdAt: Date(microsecondsSince1970: 1_795_615_200_123_456),
        total: Decimal(sign: .plus, exponent: -2, significand: 1999),
        isTest: true,
        weight: 0.25,
        status: .onHold,
        customerId: Identifier(rawValue: "c1"),
        note: nil,
        missing: nil,
        shipTo: Address(city: "Zürich", lines: ["a\"b", ""]),
        tags: ["x", "ÿ"],
        payload: Data([0, 1, 255])
    )

    /// The order as a row, made by the database.
    static func select(_ order: Order) throws -> Statement {
        """
        SELECT \(order.id) AS id, \(order.orderNo) AS order_no, \(order.shopID) AS shop_id, \(order.createdAt) AS created_at,
            \(order.total) AS total, \(order.isTest) AS is_test, \(order.weight) AS weight, \(order.status) AS status,
            \(order.customerId) AS customer_id, \(order.note) AS note, \(try DatabaseValue.json(order.shipTo)) AS ship_to,
            \(try DatabaseValue.json(order.tags)) AS tags, \(order.payload) AS payload
        """
    }

    @Test(arguments: TestDatabases.all)
    func decodesEveryKindOfProperty(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            let orders = try await database.read { tx in
                try tx.all(Order.self, Self.select(Self.order) + " UNION ALL " + Self.select(Self.order))
            }
            #expect(orders == [Self.order, Self.order])
        }
    }

    @Test(arguments: TestDatabases.all)
    func decodesScalars(_ kind: TestDatabase) async throws {
        try await kind.use { database in
            try await database.read { tx throws in
                #expect(try tx.all(Int.self, "SELECT \(1) UNION ALL SELECT \(2)") == [1, 2])
                #expect(try tx.first(Status.self, "SELECT \(Status.onHold)") == .onHold)
                #expect(try tx.first(Date.self, "SELECT \(Date(microsecondsSince1970: 5))") == Date(microsecondsSince1970: 5))
                #expect(try tx.first(Decimal.self, "SELECT \("1.50")") == Decimal(1.5))
                #expect(try tx.value(Int.self, "SELECT \(1) WHERE \(1) = \(2)") == nil)
                #expect(try tx.first(Int.self, "SELECT \(1) WHERE \(1) = \(2)") == nil)
            }
        }
    }

    /// Errors name the property and what is wrong with it, and never repeat the value.
    @Test(arguments: [
        ("SELECT 1 AS n", "name"),
        ("SELECT 'secret' AS n, 'a' AS name", "n"),
        ("SELECT NULL AS n, 'a' AS name", "n"),
        ("SELECT 300 AS n, 'a' AS name", "n"),
    ])
    func saysWhichPropertyIsWrong(_ sql: String, _ property: String) async throws {
        struct Thing: Decodable {
            var n: UInt8
            var name: String
        }
        try await TestDatabase.sqliteInMemory.use { database in
            let error = await #expect(throws: StorageError.self) {
                try await database.read { _ = try $0.all(Thing.self, Statement(raw: sql)) }
            }
            #expect(error?.code == .decoding)
            #expect(error?.message.contains(property) == true)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test func prefersTheExactColumn() async throws {
        struct Thing: Decodable { var shopID: Int }
        try await TestDatabase.sqliteInMemory.use { database in
            let thing = try await database.read { try $0.first(Thing.self, "SELECT 1 AS shop_id, 2 AS \"shopID\"") }
            #expect(thing?.shopID == 2)
        }
    }

    @Test func rowsGiveValuesByNameAndPosition() async throws {
        try await TestDatabase.sqliteInMemory.use { database in
            let row = try #require(try await database.read { try $0.first("SELECT 1 AS a, 'x' AS b, NULL AS c, 4 AS a") })
            #expect(row.columnNames == ["a", "b", "c", "a"])
            #expect(row["a"] == .integer(1))
            #expect(row[3] == .integer(4))
            #expect(try row.get("c", as: String?.self) == nil)
            #expect(throws: StorageError.self) { try row.get("d", as: Int.self) }
            let error = #expect(throws: StorageError.self) { try row.get("b", as: Int.self) }
            #expect(error?.columns == ["b"])
        }
    }

    @Test func decodesDecimalsWholeOrNotAtAll() {
        #expect((try? Decimal(databaseValue: .text("12,5"))) == nil)
        #expect((try? Decimal(databaseValue: .text(""))) == nil)
        #expect((try? Decimal(databaseValue: .text("12.5 EUR"))) == nil)
        #expect((try? Decimal(databaseValue: .integer(3))) == 3)
    }
}
