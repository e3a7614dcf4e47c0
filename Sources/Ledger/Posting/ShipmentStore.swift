import BackOffice
import Foundation
import Storage

/// Reads and writes posted shipments inside one transaction.
struct ShipmentStore {
    let transaction: Transaction

    func shipment(key: String) throws -> (shipment: Shipment, hash: String?)? {
        guard let row = try transaction.first("SELECT * FROM ledger_shipment WHERE creation_key = \(key)") else { return nil }
        return (try completed([shipment(row)])[0], try row.get("creation_hash"))
    }

    func shipments(_ type: Shipment.Direction, numbers: [String]) throws -> [Shipment] {
        var shipments: [Shipment] = []
        for chunk in Set(numbers).sorted().chunks(of: 500) {
            shipments += try transaction.rows(
                "SELECT * FROM ledger_shipment WHERE type = \(type.rawValue) AND no IN \(list: chunk) ORDER BY no"
            ).map(shipment)
        }
        return try completed(shipments)
    }

    func shipment(_ row: Row) throws -> Shipment {
        let shipTo: String = try row.get("ship_to")
        return Shipment(
            no: try row.get("no"),
            type: Shipment.Direction(rawValue: try row.get("type")) ?? .shipment,
            orderNo: try row.get("order_no"),
            orderKey: try row.get("order_key"),
            externalDocumentNo: try row.get("external_document_no"),
            externalID: try row.get("external_id"),
            customerNo: try row.get("customer_no"),
            shipTo: shipTo.isEmpty ? Address() : try JSONText.decode(Address.self, shipTo),
            shipmentMethod: try row.get("shipment_method"),
            shippingAgent: try row.get("shipping_agent"),
            postedAt: try row.get("posted_at"),
            lines: [],
            packages: []
        )
    }

    /// Adds lines and packages.
    func completed(_ shipments: [Shipment]) throws -> [Shipment] {
        var shipments = shipments
        for (type, indices) in Dictionary(grouping: shipments.indices, by: { shipments[$0].type }) {
            let positions = Dictionary(uniqueKeysWithValues: indices.map { (shipments[$0].no, $0) })
            for chunk in positions.keys.sorted().chunks(of: 500) {
                try transaction.forEach(
                    """
                    SELECT * FROM ledger_shipment_line WHERE shipment_type = \(type.rawValue) AND shipment_no IN \(list: chunk)
                    ORDER BY shipment_no, order_line_no
                    """
                ) { row in
                    guard let position = positions[try row.get("shipment_no")] else { return }
                    shipments[position].lines.append(
                        Shipment.Line(
                            orderLine: try row.get("order_line_no"),
                            item: try row.get("item_no"),
                            variant: try row.get("variant_code"),
                            unit: try row.get("unit"),
                            description: try row.get("description"),
                            quantity: ScaledQuantity(scaled: try row.get("quantity")).decimal,
                            location: try row.get("location_code"),
                            externalID: try row.get("external_id")
                        )
                    )
                }
                try transaction.forEach(
                    """
                    SELECT * FROM ledger_package WHERE shipment_type = \(type.rawValue) AND shipment_no IN \(list: chunk)
                    ORDER BY shipment_no, package_no
                    """
                ) { row in
                    guard let position = positions[try row.get("shipment_no")] else { return }
                    shipments[position].packages.append(try package(row))
                }
            }
        }
        return shipments
    }

    private func package(_ row: Row) throws -> Shipment.Package {
        let lines: String = try row.get("lines")
        return Shipment.Package(
            no: try row.get("package_no"),
            trackingNo: try row.get("tracking_no"),
            agent: try row.get("agent"),
            lines: lines.isEmpty ? [] : try JSONText.decode([LineQuantity].self, lines)
        )
    }

    func insert(_ shipment: Shipment, orderType: SalesDocumentType, key: String?, hash: String?) throws {
        try transaction.insert(
            into: "ledger_shipment",
            columns: [
                "type", "no", "creation_key", "creation_hash", "order_type", "order_no", "order_key", "external_document_no", "external_id",
                "customer_no", "ship_to", "shipment_method", "shipping_agent", "posted_at",
            ],
            rows: [
                [
                    .text(shipment.type.rawValue), .text(shipment.no), key.databaseValue, hash.databaseValue, .text(orderType.rawValue),
                    .text(shipment.orderNo), .text(shipment.orderKey), .text(shipment.externalDocumentNo), .text(shipment.externalID),
                    .text(shipment.customerNo), .text(shipment.shipTo.isEmpty ? "" : try JSONText.encode(shipment.shipTo)),
                    .text(shipment.shipmentMethod), .text(shipment.shippingAgent), shipment.postedAt.databaseValue,
                ]
            ]
        )
        try transaction.insert(
            into: "ledger_shipment_line",
            columns: [
                "shipment_type", "shipment_no", "order_line_no", "item_no", "variant_code", "unit", "description", "quantity",
                "location_code", "external_id",
            ],
            rows: shipment.lines.map { line in
                [
                    .text(shipment.type.rawValue), .text(shipment.no), .integer(Int64(line.orderLine)), .text(line.item),
                    .text(line.variant), .text(line.unit), .text(line.description),
                    .integer(ScaledQuantity(line.quantity)?.scaled ?? 0), .text(line.location), .text(line.externalID),
                ]
            }
        )
        try save(shipment.packages, of: shipment)
    }

    /// Writes packages, with the tracking they have now.
    func save(_ packages: [Shipment.Package], of shipment: Shipment) throws {
        try transaction.insert(
            into: "ledger_package",
            columns: ["shipment_type", "shipment_no", "package_no", "tracking_no", "agent", "lines"],
            rows: try packages.map { package in
                [
                    .text(shipment.type.rawValue), .text(shipment.no), .integer(Int64(package.no)), .text(package.trackingNo),
                    .text(package.agent), .text(package.lines.isEmpty ? "" : try JSONText.encode(package.lines)),
                ]
            },
            onConflict: """
                ON CONFLICT (shipment_type, shipment_no, package_no) DO UPDATE SET tracking_no = excluded.tracking_no, agent = excluded.agent
                """
        )
    }
}
