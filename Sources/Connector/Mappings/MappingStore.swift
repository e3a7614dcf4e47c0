import Foundation
import Storage

/// The rows of a shop's mappings.
struct MappingStore {
    let tx: Transaction
    let shop: String

    private struct LocationRow: Decodable {
        var name: String
        var locationId: String?
        var active: Bool
        var fulfillmentService: Bool
        var ownService: Bool
        var ours: String
        var calculation: String
    }

    func locations() throws -> [LocationMapping] {
        try tx.all(
            LocationRow.self,
            """
            SELECT name, location_id, active, fulfillment_service, own_service, ours, calculation FROM shop_locations
            WHERE shop = \(shop) ORDER BY name
            """
        ).map { row in
            LocationMapping(
                shop: shop,
                name: row.name,
                locationId: row.locationId,
                active: row.active,
                fulfillmentService: row.fulfillmentService,
                ownService: row.ownService,
                to: row.ours.split(separator: ",").map(String.init),
                calculation: StockCalculation(rawValue: row.calculation) ?? .off
            )
        }
    }

    /// A location that Shopify named: known by its id, else by its name, else new and unmapped.
    func seen(locationID: String, name: String, active: Bool = true, fulfillmentService: Bool = false) throws {
        let changed = try tx.execute(
            """
            UPDATE shop_locations SET active = \(active), fulfillment_service = \(fulfillmentService)
            WHERE shop = \(shop) AND location_id = \(locationID) AND name = \(name)
            """
        )
        if changed > 0 { return }
        // Renamed in the shop: what it is mapped to stays.
        let renamed = try tx.execute(
            """
            UPDATE shop_locations SET name = \(name), active = \(active), fulfillment_service = \(fulfillmentService)
            WHERE shop = \(shop) AND location_id = \(locationID)
            AND NOT EXISTS (SELECT 1 FROM shop_locations other WHERE other.shop = \(shop) AND other.name = \(name))
            """
        )
        if renamed > 0 { return }
        try tx.execute(
            """
            INSERT INTO shop_locations (shop, name, location_id, active, fulfillment_service, ours, calculation)
            VALUES (\(shop), \(name), \(locationID), \(active), \(fulfillmentService), '', 'off')
            ON CONFLICT (shop, name) DO UPDATE SET location_id = excluded.location_id, active = excluded.active,
                fulfillment_service = excluded.fulfillment_service
            """
        )
    }

    func mapLocation(_ name: String, to ours: [String], calculation: StockCalculation?) throws {
        let list = ours.joined(separator: ",")
        try tx.execute(
            """
            INSERT INTO shop_locations (shop, name, active, fulfillment_service, ours, calculation)
            VALUES (\(shop), \(name), 1, 0, \(list), \((calculation ?? .off).rawValue))
            ON CONFLICT (shop, name) DO UPDATE SET ours = excluded.ours
            """
        )
        if let calculation {
            try tx.execute("UPDATE shop_locations SET calculation = \(calculation.rawValue) WHERE shop = \(shop) AND name = \(name)")
        }
    }

    func methods(_ kind: MethodMapping.Kind? = nil) throws -> [MethodMapping] {
        let filter: Statement = kind.map { "AND kind = \($0.rawValue)" } ?? ""
        return try tx.rows("SELECT kind, theirs, ours FROM shop_mappings WHERE shop = \(shop) \(filter) ORDER BY kind, theirs").compactMap {
            row in
            guard let kind = MethodMapping.Kind(rawValue: try row.get("kind")) else { return nil }
            return MethodMapping(shop: shop, kind: kind, theirs: try row.get("theirs"), to: try row.get("ours"))
        }
    }

    /// An unknown one appears by itself, unmapped.
    func seen(_ kind: MethodMapping.Kind, _ theirs: String) throws {
        guard !theirs.isEmpty else { return }
        try tx.execute(
            """
            INSERT INTO shop_mappings (shop, kind, theirs, ours, seen_at) VALUES (\(shop), \(kind.rawValue), \(theirs), '', \(try tx.now()))
            ON CONFLICT (shop, kind, theirs) DO NOTHING
            """
        )
    }

    func map(_ kind: MethodMapping.Kind, _ theirs: String, to ours: String) throws {
        try tx.execute(
            """
            INSERT INTO shop_mappings (shop, kind, theirs, ours, seen_at)
            VALUES (\(shop), \(kind.rawValue), \(theirs), \(ours), \(try tx.now()))
            ON CONFLICT (shop, kind, theirs) DO UPDATE SET ours = excluded.ours
            """
        )
    }
}
