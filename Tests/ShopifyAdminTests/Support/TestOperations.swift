import ShopifyAdmin

/// A query, small enough to be answered by hand.
struct ShopName: AdminOperation {
    static let name = "ShopName"
    static let document = "query ShopName{shop{name}}"
    static let isMutation = false
    static let isRepeatable = true
    var requestedCost: Int { 10 }

    struct Data: Decodable, Sendable, Equatable {
        struct Shop: Decodable, Sendable, Equatable { let name: String }
        let shop: Shop
    }
}

/// A mutation that must not be sent twice.
struct Ship: AdminMutation {
    static let name = "Ship"
    static let document = "mutation Ship{ship{id userErrors{field message code}}}"
    static let isMutation = true
    static let isRepeatable = false
    var requestedCost: Int { 10 }
    typealias Data = ShipData
}

/// A mutation that may be sent twice.
struct Tag: AdminMutation {
    static let name = "Tag"
    static let document = "mutation Tag{ship{id userErrors{field message code}}}"
    static let isMutation = true
    static let isRepeatable = true
    var requestedCost: Int { 10 }
    typealias Data = ShipData
}

struct ShipData: Decodable, Sendable, AdminMutationData {
    struct Payload: Decodable, Sendable {
        let id: String?
        let userErrors: [AdminUserError]
    }

    let ship: Payload
    var userErrors: [AdminUserError] { ship.userErrors }
}

/// Records by id.
struct ThingsByIDs: AdminHydration {
    struct Node: Decodable, Sendable, Equatable {
        let id: String
        let size: Int
    }

    static let name = "ThingsByIDs"
    static let document = "query ThingsByIDs($ids:[ID!]!){nodes(ids:$ids){id size}}"
    static let isMutation = false
    static let isRepeatable = true
    var ids: [String]
    var requestedCost: Int { 10 }
}

/// Records page by page, behind an object that may be null.
struct ThingPages: AdminPagedOperation {
    struct Node: Decodable, Sendable, Equatable { let id: String }

    struct Data: Decodable, Sendable {
        struct Box: Decodable, Sendable { let things: AdminConnection<Node> }
        let box: Box?
    }

    static let name = "ThingPages"
    static let document = "query ThingPages($after:String){box{things(first:2 after:$after){nodes{id}pageInfo{hasNextPage endCursor}}}}"
    static let isMutation = false
    static let isRepeatable = true
    static let connectionPath = ["box", "things"]
    var after: String?
    var requestedCost: Int { 4 }
}

extension AdminClient {
    /// A client over a script, with a clock that jumps.
    static func scripted(
        _ transport: any AdminTransport,
        time: ManualTime = ManualTime(),
        credentials: any AdminCredentials = StaticToken("shpat_secret"),
        configuration: AdminClientConfiguration = AdminClientConfiguration(),
        observer: (any AdminRequestObserver)? = nil
    ) -> AdminClient {
        AdminClient(
            endpoint: AdminEndpoint(shop: "demo.myshopify.com"),
            credentials: credentials,
            transport: transport,
            bucket: CostBucket(time: time.time),
            configuration: configuration,
            time: time.time,
            observer: observer
        )
    }
}

/// The `AdminError` that the body throws; `nil` when it throws none.
func adminError<Value>(_ body: () async throws -> Value) async -> AdminError? {
    do {
        _ = try await body()
        return nil
    } catch {
        return error as? AdminError
    }
}
