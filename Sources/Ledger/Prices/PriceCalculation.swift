import BackOffice
import Foundation

/// What an item or variant costs by the card and the price lists.
///
/// A price list line for the group or for everybody goes before the card, even when it is higher; of several the most precise
/// ones count (variant, unit), and of those the lowest. A line's own discount belongs to its price; lines with a discount only lower
/// whatever price there is, the largest of them counts.
struct PriceCalculation {
    let request: PriceRequest
    let item: Item
    let lines: [PriceLine]
    /// The item's base unit, when the key names none.
    let unit: String
    let quantityPerUnit: Decimal

    func price(of key: PriceKey) -> ItemPrice? {
        let lines = lines.filter { $0.applies(to: key, unit: unit, request) }
        let card = cardPrice(key)
        let groups: Set = ["", request.priceGroup]
        let offers = lines.filter { $0.unitPrice != nil && groups.contains($0.group) }
        let precision = offers.map(\.precision).max()
        let best = offers.filter { $0.precision == precision }
            .map { (list: listPrice($0), net: listPrice($0) * (1 - $0.discountPercent / 100)) }.min { $0.net < $1.net }
        guard let before = best?.list ?? card else { return nil }
        let discountGroups: Set = ["", request.priceGroup, request.discountGroup]
        let discount = lines.filter { $0.unitPrice == nil && discountGroups.contains($0.group) }.map(\.discountPercent).max() ?? 0
        let price = Money((best?.net ?? before) * (1 - discount / 100), request.currency).rounded()
        let compareAt = Money(max(before, card ?? before), request.currency).rounded()
        let cost = item.unitCost
        return ItemPrice(
            price: price,
            compareAt: compareAt.amount > price.amount ? compareAt : nil,
            unitCost: cost.currency == request.currency && cost.amount > 0
                ? Money(cost.amount * quantityPerUnit, cost.currency).rounded() : nil
        )
    }

    /// A line without unit has its price for the base unit.
    private func listPrice(_ line: PriceLine) -> Decimal { (line.unitPrice ?? 0) * (line.unit.isEmpty ? quantityPerUnit : 1) }

    /// Nil in another currency than the card's: nothing is converted.
    private func cardPrice(_ key: PriceKey) -> Decimal? {
        let variant = item.variants.first { $0.code == key.variantCode }
        let price = variant?.unitPrice ?? item.unitPrice
        return price.currency == request.currency ? price.amount * quantityPerUnit : nil
    }
}
