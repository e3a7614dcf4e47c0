public import BackOffice
import Storage

extension Ledger: CustomerCreating {
    public func createCustomer(_ draft: CustomerDraft, key: String) async throws -> Customer {
        try IdempotencyKey.check(isUsable: key)
        guard !draft.name.isEmpty else {
            throw BackOfficeError(
                .missingValue,
                record: "customer \(draft.no ?? "to be numbered")",
                field: "name",
                sentence: "A customer needs a name.",
                mend: "Complete the customer's name in the shop, or choose a default customer on the shop card."
            )
        }
        let hash = try JSONText.hash(draft)
        return try await repeatingAfterRace {
            try await change { transaction in
                if let row = try transaction.first("SELECT * FROM ledger_customer WHERE creation_key = \(key)") {
                    let customer = try CustomerRows.customer(row)
                    try IdempotencyKey.check(key, hash: hash, against: try row.get("creation_hash"), record: "customer \(customer.no)")
                    return customer
                }
                func isTaken(_ no: String) throws -> Bool {
                    try transaction.first("SELECT no FROM ledger_customer WHERE no_key = \(CodeKey.fold(no))") != nil
                }
                let customer: Customer
                if let no = draft.no {
                    try Self.check(code: no, of: "customer \(no)", field: "no")
                    if try isTaken(no) {
                        throw BackOfficeError(
                            .alreadyExists,
                            record: "customer \(no)",
                            field: "no",
                            sentence: "Customer \(no) exists already.",
                            mend: "Map to the existing customer, or give another number."
                        )
                    }
                    customer = Customer(no: CodeKey.trimmed(no), draft)
                } else {
                    customer = Customer(no: try NumberSeries.customer.next(in: transaction, isTaken: isTaken), draft)
                }
                try transaction.insert(
                    into: "ledger_customer",
                    columns: CustomerRows.columns + ["creation_key", "creation_hash"],
                    rows: [CustomerRows.values(customer) + [.text(key), .text(hash)]]
                )
                try transaction.recordChanges(.customer, [ChangedRecord(no: customer.no)])
                return customer
            }
        }
    }

    public func updateCustomer(no: String, with draft: CustomerDraft) async throws -> Customer {
        try await change { transaction in
            let row = try transaction.first("SELECT * FROM ledger_customer WHERE no_key = \(CodeKey.fold(no))\(forUpdate: ())")
            guard let row else { throw Self.unknownCustomer(no) }
            let before = try CustomerRows.customer(row)
            var customer = before
            func set(_ field: WritableKeyPath<Customer, String>, _ text: String) { if !text.isEmpty { customer[keyPath: field] = text } }
            set(\.name, draft.name)
            set(\.name2, draft.name2)
            set(\.contact, draft.contact)
            set(\.email, draft.email)
            set(\.phone, draft.phone)
            set(\.vatRegistrationNo, draft.vatRegistrationNo)
            set(\.priceGroup, draft.priceGroup)
            set(\.language, draft.language)
            if let currency = draft.currency { customer.currency = currency }
            if !draft.address.address.isEmpty || !draft.address.city.isEmpty {
                // An address is one thing: a new street with the old second line would be nobody's.
                customer.address = draft.address.address
                customer.address2 = draft.address.address2
                customer.city = draft.address.city
                customer.postCode = draft.address.postCode
                customer.county = draft.address.county
                customer.country = draft.address.country
            }
            guard customer != before else { return customer }
            try CustomerRows.replace(customer, in: transaction)
            try transaction.recordChanges(.customer, [ChangedRecord(no: customer.no)])
            return customer
        }
    }

    static func unknownCustomer(_ no: String) -> BackOfficeError {
        BackOfficeError(
            .notFound,
            record: "customer \(no)",
            field: "customerNo",
            sentence: "There is no customer \(no).",
            mend: "Create or import the customer, or choose another one."
        )
    }
}
