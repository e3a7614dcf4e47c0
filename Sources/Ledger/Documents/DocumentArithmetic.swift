import BackOffice
import Foundation

/// What a draft comes to. Exact: the only rounding is that of each line's amount to the currency's smallest coin, halves away from zero.
struct DocumentArithmetic {
    struct LineResult {
        /// Quantity × unit price − discount.
        var amount: Decimal
        var tax: Decimal
        /// With tax.
        var total: Decimal
    }

    let lines: [LineResult]
    let tax: Decimal
    let total: Decimal

    init(_ draft: SalesDocumentDraft) {
        let decimals = draft.currency.minorUnits
        lines = draft.lines.map { line in
            let amount = (line.quantity * line.unitPrice - line.discount).rounded(decimals: decimals)
            let tax = line.taxes.reduce(Decimal(0)) { $0 + $1.amount }
            return LineResult(amount: amount, tax: tax, total: draft.pricesIncludeTax ? amount : amount + tax)
        }
        tax = lines.reduce(0) { $0 + $1.tax }
        // Taxes that were given finer than the smallest coin can only be paid rounded.
        total = (lines.reduce(0) { $0 + $1.total } - draft.discount).rounded(decimals: decimals)
    }

    /// Refuses a draft whose amounts are not what its source says they are.
    func check(against draft: SalesDocumentDraft, record: String) throws {
        for (index, line) in draft.lines.enumerated() {
            guard let expected = line.expectedAmount, expected != lines[index].amount else { continue }
            throw mismatch(
                "line \(index + 1)",
                computed: lines[index].amount,
                expected: expected,
                draft.currency,
                record: "\(record), line \(index + 1)",
                field: "lines.amount"
            )
        }
        if let expected = draft.expectedTax, expected != tax {
            throw mismatch("the tax", computed: tax, expected: expected, draft.currency, record: record, field: "tax")
        }
        if draft.expectedTotal != total {
            throw mismatch("the document", computed: total, expected: draft.expectedTotal, draft.currency, record: record, field: "total")
        }
    }

    private func mismatch(
        _ what: String,
        computed: Decimal,
        expected: Decimal,
        _ currency: CurrencyCode,
        record: String,
        field: String
    ) -> BackOfficeError {
        let difference = Money(computed - expected, currency)
        return BackOfficeError(
            .totalMismatch,
            record: record,
            field: field,
            sentence: """
                \(record): \(what) comes to \(Money(computed, currency)), the source says \(Money(expected, currency)) \
                (difference \(difference)).
                """,
            mend: "Compare the lines, discounts and taxes of the order with its total; report it if both look right."
        )
    }
}
