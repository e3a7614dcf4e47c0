import BackOffice
import Storage

/// Finds the customers of many keys in a few statements.
enum CustomerLookup {
    static func matches(_ keys: Set<CustomerKey>, in transaction: Transaction) throws -> [CustomerKey: [Customer]] {
        var wanted: [String: [String: [CustomerKey]]] = [:]
        for key in keys {
            let (column, value) =
                switch key {
                case .no(let no): ("no_key", CodeKey.fold(no))
                case .email(let email): ("email_key", CustomerRows.emailKey(email))
                case .phone(let phone, let country): ("phone_key", CustomerRows.phoneKey(phone, country: country))
                case .address(let address): ("address_key", CustomerRows.addressKey(address))
                }
            if !value.isEmpty { wanted[column, default: [:]][value, default: []].append(key) }
        }
        var found: [CustomerKey: [Customer]] = [:]
        for (column, values) in wanted {
            for chunk in values.keys.sorted().chunks(of: 500) {
                // Usable ones first, then the oldest: that is the better match among equals.
                let rows = try transaction.rows(
                    """
                    SELECT * FROM ledger_customer
                    WHERE \(raw: column) <> '' AND \(raw: column) IN \(list: chunk) ORDER BY blocked, no
                    """
                )
                for row in rows {
                    let customer = try CustomerRows.customer(row)
                    for key in values[try row.get(column), default: []] { found[key, default: []].append(customer) }
                }
            }
        }
        return found
    }
}
