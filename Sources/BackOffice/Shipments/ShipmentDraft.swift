/// What is to be shipped, or on return orders received.
public struct ShipmentDraft: Sendable, Hashable, Codable {
    /// A package that leaves.
    public struct Package: Sendable, Hashable, Codable {
        public var trackingNo: String
        /// The shipping agent's code; empty: the order's.
        public var agent: String
        /// What is in it. Empty: unknown, or in the only such package all that no other package names.
        public var lines: [LineQuantity]

        public init(trackingNo: String = "", agent: String = "", lines: [LineQuantity] = []) {
            self.trackingNo = trackingNo
            self.agent = agent
            self.lines = lines
        }
    }

    /// Empty: what the packages name, or else all that is outstanding.
    public var lines: [LineQuantity]
    public var packages: [Package]
    /// From where, for all lines; empty: each line's own location.
    public var location: String

    public init(lines: [LineQuantity] = [], packages: [Package] = [], location: String = "") {
        self.lines = lines
        self.packages = packages
        self.location = location
    }
}

extension ShipmentDraft.Package {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            trackingNo: try values.decodeIfPresent(String.self, forKey: .trackingNo) ?? "",
            agent: try values.decodeIfPresent(String.self, forKey: .agent) ?? "",
            lines: try values.decodeIfPresent([LineQuantity].self, forKey: .lines) ?? []
        )
    }
}

extension ShipmentDraft {
    /// What JSON leaves out is as if `init` left it out.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            lines: try values.decodeIfPresent([LineQuantity].self, forKey: .lines) ?? [],
            packages: try values.decodeIfPresent([Package].self, forKey: .packages) ?? [],
            location: try values.decodeIfPresent(String.self, forKey: .location) ?? ""
        )
    }
}
