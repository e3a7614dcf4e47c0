public import BackOffice
import Storage

extension Ledger: ShipmentReporting {
    /// Posted shipments and receipts of returns with lines and packages, newest first.
    public func shipments(
        _ filter: ShipmentFilter = ShipmentFilter(),
        page: PageRequest = PageRequest()
    ) async throws -> Page<Shipment> {
        try await database.read { transaction in
            var conditions = Conditions()
            let only = filter.types.count == 1 ? filter.types.first : nil
            if let only {
                conditions.add("type = \(only.rawValue)")
            } else if !filter.types.isEmpty {
                conditions.add("type IN \(list: filter.types.map(\.rawValue).sorted())")
            }
            if !filter.orderNo.isEmpty { conditions.add("order_no = \(filter.orderNo)") }
            let (side, way) = filter.oldestFirst ? (">", "ASC") : ("<", "DESC")
            if let after = page.after {
                let (postedAt, type, no) = try DocumentCursor.parse(after)
                conditions.add(
                    only == nil
                        ? "(posted_at, type, no) \(raw: side) (\(postedAt), \(type), \(no))"
                        : "(posted_at, no) \(raw: side) (\(postedAt), \(no))"
                )
            }
            let rows = try transaction.rows(
                "SELECT * FROM ledger_shipment" + conditions.clause
                    + " ORDER BY posted_at \(raw: way), type \(raw: way), no \(raw: way) LIMIT \(page.limit + 1)"
            )
            let store = ShipmentStore(transaction: transaction)
            let keyed = try rows.map { (shipment: try store.shipment($0), postedAt: try $0.get("posted_at", as: Int64.self)) }
            let cut = page.page(keyed) { DocumentCursor.text($0.postedAt, $0.shipment.type.rawValue, $0.shipment.no) }
            return Page(records: try store.completed(cut.records.map(\.shipment)), next: cut.next)
        }
    }

    public func shipments(numbers: [String]) async throws -> [Shipment] {
        try await database.read { try ShipmentStore(transaction: $0).shipments(.shipment, numbers: numbers) }
    }

    public func shipments(changedAfter cursor: String?, ownKeys: String?, limit: Int) async throws -> ShipmentPage {
        let after = try Self.sequence(cursor)
        return try await database.read { transaction in
            let limit = min(max(limit, 1), 1_000)
            var conditions = Conditions()
            conditions.add("c.kind = \(ChangeKind.shipment.rawValue)")
            conditions.add("c.variant_code = \(Shipment.Direction.shipment.rawValue)")
            conditions.add("c.sequence > \(after)")
            if let ownKeys { conditions.add("substr(s.order_key, 1, CAST(\(ownKeys.unicodeScalars.count) AS INTEGER)) = \(ownKeys)") }
            let rows = try transaction.rows(
                """
                SELECT s.*, c.sequence FROM ledger_change c JOIN ledger_shipment s ON s.type = c.variant_code AND s.no = c.no
                """ + conditions.clause + " ORDER BY c.sequence LIMIT \(limit + 1)"
            )
            let shown = rows.prefix(limit)
            let store = ShipmentStore(transaction: transaction)
            return ShipmentPage(
                shipments: try store.completed(try shown.map(store.shipment)),
                cursor: String(try shown.last?.get("sequence", as: Int64.self) ?? after),
                hasMore: rows.count > limit
            )
        }
    }
}
