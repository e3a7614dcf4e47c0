public import BackOffice
import Storage

extension Ledger: CustomerRedacting {
    public func redactCustomer(no: String) async throws {
        try await change { transaction in
            guard let row = try transaction.first("SELECT * FROM ledger_customer WHERE no_key = \(CodeKey.fold(no))") else {
                throw Self.unknownCustomer(no)
            }
            let before = try CustomerRows.customer(row)
            var customer = Customer(no: before.no, CustomerDraft(name: "Redacted"), blocked: true)
            customer.country = before.country
            customer.currency = before.currency
            customer.priceGroup = before.priceGroup
            guard customer != before else { return }
            try CustomerRows.replace(customer, in: transaction)
            // The draft's hash would tell whether a guess about the person is right.
            try transaction.execute("UPDATE ledger_customer SET creation_hash = '' WHERE no = \(customer.no) AND creation_hash IS NOT NULL")
            let open = try transaction.rows(
                """
                SELECT * FROM ledger_sales_document
                WHERE (customer_no = \(customer.no) OR bill_to_customer_no = \(customer.no)) AND status <> 'posted'
                """
            ).map(DocumentRows.document)
            try transaction.execute(
                """
                UPDATE ledger_sales_document SET sell_to = '', bill_to = '', ship_to = '', note = ''
                WHERE (customer_no = \(customer.no) OR bill_to_customer_no = \(customer.no)) AND status <> 'posted'
                """
            )
            try transaction.recordChanges(.customer, [ChangedRecord(no: customer.no)])
            try transaction.recordChanges(.document, open.map { ChangedRecord(no: $0.no, variant: $0.type.rawValue) })
        }
    }
}
