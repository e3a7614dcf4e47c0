public import BackOffice
import Foundation
import Storage

extension Ledger: PriceReporting {
    public func prices(of keys: Set<PriceKey>, for request: PriceRequest) async throws -> [PriceKey: ItemPrice] {
        guard CalendarDay(request.date) != nil else {
            throw BackOfficeError(
                .invalidValue,
                record: "price request",
                field: "date",
                sentence: "\"\(request.date)\" is no day.",
                mend: "Use the form 2026-01-31."
            )
        }
        guard !keys.isEmpty else { return [:] }
        return try await database.read { transaction in
            let items = try ItemStore(transaction: transaction).items(numbers: keys.map(\.itemNo))
            let units = try ItemUnits(of: items.map(\.no), in: transaction)
            var lines: [String: [PriceLine]] = [:]
            for chunk in items.map(\.no).chunks(of: 500) {
                try transaction.forEach(
                    "SELECT * FROM ledger_price WHERE currency = \(request.currency.rawValue) AND item_no IN \(list: chunk)"
                ) { row in
                    lines[try row.get("item_no"), default: []].append(try PriceLine(row))
                }
            }
            let byNumber = Dictionary(uniqueKeysWithValues: items.map { (CodeKey.fold($0.no), $0) })
            var prices: [PriceKey: ItemPrice] = [:]
            for key in keys {
                guard let item = byNumber[CodeKey.fold(key.itemNo)], let quantity = units.quantity(of: key.unit, item: item.no) else {
                    continue
                }
                let calculation = PriceCalculation(
                    request: request,
                    item: item,
                    lines: lines[item.no] ?? [],
                    unit: key.unit.isEmpty ? item.baseUnit : key.unit,
                    quantityPerUnit: quantity
                )
                prices[key] = calculation.price(of: key)
            }
            return prices
        }
    }
}
