import BackOffice
import Storage

/// A shop's locations, payment methods, shipment methods and shipping agents, and ours.
public struct Mappings: Sendable {
    let database: Database
    let backOffice: any BackOffice

    public func locations(_ shop: String) async throws -> [LocationMapping] {
        try await database.read { tx in try MappingStore(tx: tx, shop: ShopStore(tx: tx).existing(shop).code).locations() }
    }

    public func methods(_ shop: String, _ kind: MethodMapping.Kind? = nil) async throws -> [MethodMapping] {
        try await database.read { tx in try MappingStore(tx: tx, shop: ShopStore(tx: tx).existing(shop).code).methods(kind) }
    }

    /// Maps a location of the shop, by its name there, to one or several of ours; none unmaps it.
    /// - Throws: `ConnectorError` that names a location code which the back office has not.
    @discardableResult
    public func mapLocation(
        _ shop: String,
        _ name: String,
        to ours: [String],
        calculation: StockCalculation? = nil
    ) async throws -> LocationMapping {
        guard !name.isEmpty else { throw ConnectorError(.invalidValue, "The location's name is missing.", field: "location") }
        let codes = try await codes(ours)
        return try await database.write { tx in
            let store = MappingStore(tx: tx, shop: try ShopStore(tx: tx).existing(shop).code)
            try store.mapLocation(name, to: codes, calculation: calculation)
            guard let mapping = try store.locations().first(where: { $0.name == name }) else {
                throw ConnectorError(.notFound, "There is no location “\(name)”.", record: name, field: "location")
            }
            return mapping
        }
    }

    /// Maps a payment method, shipment method or shipping agent; blank unmaps it.
    @discardableResult
    public func map(_ shop: String, _ kind: MethodMapping.Kind, _ theirs: String, to ours: String) async throws -> MethodMapping {
        guard !theirs.isEmpty, theirs.count <= 250, ours.count <= 250 else {
            throw ConnectorError(
                .invalidValue,
                "Name the \(kind.rawValue) to map, in at most 250 characters.",
                record: theirs,
                field: kind.rawValue
            )
        }
        return try await database.write { tx in
            let code = try ShopStore(tx: tx).existing(shop).code
            try MappingStore(tx: tx, shop: code).map(kind, theirs, to: ours)
            return MethodMapping(shop: code, kind: kind, theirs: theirs, to: ours)
        }
    }

    private func codes(_ ours: [String]) async throws -> [String] {
        let known = try await backOffice.locations().map(\.code)
        return try ours.filter { !$0.isEmpty }.map { text in
            guard let code = known.first(where: { $0.uppercased() == text.uppercased() }) else {
                throw ConnectorError(
                    .notFound,
                    "\(backOffice.name) has no location \(text). Its locations: \(known.sorted().joined(separator: ", ")).",
                    record: text,
                    field: "to"
                )
            }
            return code
        }
    }
}
