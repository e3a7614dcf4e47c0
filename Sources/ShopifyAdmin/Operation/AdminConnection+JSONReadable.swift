extension AdminPageInfo: JSONReadable {
    private static let keys = JSONKeys("hasNextPage", "endCursor")

    init(from json: inout JSONReader) throws {
        var hasNextPage: Bool?
        var endCursor: String?
        var place = try json.enter()
        while let key = try json.key(Self.keys, &place) {
            switch key {
            case 0: hasNextPage = try json.bool()
            case 1: endCursor = try json.optional { try $0.string() }
            default: try json.skip()
            }
        }
        guard let hasNextPage else { throw JSONReader.Unreadable() }
        self.init(hasNextPage: hasNextPage, endCursor: endCursor)
    }
}

extension AdminConnection: JSONReadable where Node: JSONReadable {
    init(from json: inout JSONReader) throws {
        var nodes: [Node]?
        var pageInfo: AdminPageInfo?
        let keys = connectionKeys
        var place = try json.enter()
        while let key = try json.key(keys, &place) {
            switch key {
            case 0: nodes = try json.array { try $0.value() }
            case 1: pageInfo = try json.value()
            default: try json.skip()
            }
        }
        guard let nodes, let pageInfo else { throw JSONReader.Unreadable() }
        self.init(nodes: nodes, pageInfo: pageInfo)
    }
}

extension AdminNodes: JSONReadable where Node: JSONReadable {
    init(from json: inout JSONReader) throws {
        var nodes: [Node]?
        let keys = connectionKeys
        var place = try json.enter()
        while let key = try json.key(keys, &place) {
            switch key {
            case 0: nodes = try json.array { try $0.value() }
            default: try json.skip()
            }
        }
        guard let nodes else { throw JSONReader.Unreadable() }
        self.init(nodes: nodes)
    }
}

private let connectionKeys = JSONKeys("nodes", "pageInfo")
