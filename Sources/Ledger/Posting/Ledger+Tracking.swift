public import BackOffice
import Storage

extension Ledger {
    /// Sets the tracking of a posted shipment: the only thing of it that can change. A shipment without packages gets its first one.
    ///
    /// - Parameters:
    ///   - agent: The shipping agent's code; empty leaves it as it is.
    ///   - package: 1, 2, 3 …; may be left out while there is at most one.
    public func setTracking(
        of shipmentNo: String,
        trackingNo: String,
        agent: String = "",
        package: Int? = nil
    ) async throws -> Shipment {
        try await change { transaction in
            let store = ShipmentStore(transaction: transaction)
            guard var shipment = try store.shipments(.shipment, numbers: [shipmentNo]).first else { throw Self.unknownShipment(shipmentNo) }
            if shipment.packages.isEmpty, package ?? 1 == 1 {
                let contents = shipment.lines.map { LineQuantity(line: $0.orderLine, quantity: $0.quantity) }
                shipment.packages = [Shipment.Package(no: 1, trackingNo: "", agent: shipment.shippingAgent, lines: contents)]
            }
            let index = try Self.index(of: package, in: shipment)
            let before = shipment.packages[index]
            shipment.packages[index].trackingNo = CodeKey.trimmed(trackingNo)
            if !agent.isEmpty { shipment.packages[index].agent = agent }
            guard shipment.packages[index] != before else { return shipment }
            try store.save(shipment.packages, of: shipment)
            try transaction.recordChanges(.shipment, [ChangedRecord(no: shipment.no, variant: shipment.type.rawValue)])
            return shipment
        }
    }

    private static func index(of package: Int?, in shipment: Shipment) throws -> Int {
        if package == nil, shipment.packages.count == 1 { return 0 }
        guard let package, let index = shipment.packages.firstIndex(where: { $0.no == package }) else {
            throw BackOfficeError(
                package == nil ? .missingValue : .notFound,
                record: "shipment \(shipment.no)",
                field: "package",
                sentence: package.map { "Shipment \(shipment.no) has no package \($0)." }
                    ?? "Shipment \(shipment.no) has \(shipment.packages.count) packages.",
                mend: "Name one of the packages \(shipment.packages.map { String($0.no) }.joined(separator: ", "))."
            )
        }
        return index
    }

    static func unknownShipment(_ no: String) -> BackOfficeError {
        BackOfficeError(
            .notFound,
            record: "shipment \(no)",
            field: "no",
            sentence: "There is no shipment \(no).",
            mend: "List the shipments to find its number."
        )
    }
}
