import BackOffice
import Storage

/// A sequence of numbers for one kind of record, without gaps: the number is drawn in the transaction that uses it, and comes back when
/// that fails. On PostgreSQL the series' row stays locked until the transaction ends; that is the price.
enum NumberSeries: String {
    case item
    case customer
    case order
    case invoice
    case creditMemo
    case returnOrder
    case shipment
    case returnReceipt
    case receipt

    init(_ type: SalesDocumentType) {
        switch type {
        case .order: self = .order
        case .invoice: self = .invoice
        case .creditMemo: self = .creditMemo
        case .returnOrder: self = .returnOrder
        }
    }

    /// The next number that nobody has taken by hand.
    func next(in transaction: Transaction, isTaken: (String) throws -> Bool) throws -> String {
        while true {
            let row = try transaction.first(
                "UPDATE ledger_number_series SET last = last + 1 WHERE name = \(rawValue) RETURNING prefix, digits, last"
            )
            guard let row else { preconditionFailure("number series \(rawValue) is not in the database") }
            let digits = String(try row.get("last", as: Int.self))
            let zeros = String(repeating: "0", count: max(0, try row.get("digits", as: Int.self) - digits.count))
            let number = try row.get("prefix", as: String.self) + zeros + digits
            if try !isTaken(number) { return number }
        }
    }
}
