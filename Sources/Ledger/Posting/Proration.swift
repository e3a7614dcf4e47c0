import BackOffice
import Foundation

/// Parts of amounts for parts of quantities, such that all parts together are exactly the whole: each is the difference of two
/// rounded running sums.
enum Proration {
    /// The part of an amount that belongs to the quantity between two running quantities of a whole.
    static func part(of amount: Decimal, from: Decimal, to: Decimal, whole: Decimal, decimals: Int) -> Decimal {
        running(amount, to, whole, decimals) - running(amount, from, whole, decimals)
    }

    private static func running(_ amount: Decimal, _ quantity: Decimal, _ whole: Decimal, _ decimals: Int) -> Decimal {
        if quantity == 0 { return 0 }
        // The whole is never rounded, even when it was given finer than the smallest coin.
        if quantity == whole || whole == 0 { return amount }
        return (amount * quantity / whole).rounded(decimals: decimals)
    }

    /// The part of a line for a quantity that follows what was invoiced before.
    static func line(_ line: SalesLine, quantity: Decimal, pricesIncludeTax: Bool) -> SalesLine {
        let decimals = line.amount.currency.minorUnits
        func part(_ amount: Decimal) -> Decimal {
            Self.part(of: amount, from: line.invoiced, to: line.invoiced + quantity, whole: line.quantity, decimals: decimals)
        }
        var result = line
        result.quantity = quantity
        result.amount.amount = part(line.amount.amount)
        result.taxes = line.taxes.map { TaxLine(title: $0.title, rate: $0.rate, amount: part($0.amount)) }
        result.tax.amount = result.taxes.reduce(0) { $0 + $1.amount }
        result.total = pricesIncludeTax ? result.amount : result.amount + result.tax
        // Whatever the price times the quantity is more than the amount stands as discount: the line adds up again.
        result.discount.amount = quantity * line.unitPrice.amount - result.amount.amount
        result.shipped = line.type == .item ? quantity : 0
        result.invoiced = quantity
        result.reserved = 0
        return result
    }
}
