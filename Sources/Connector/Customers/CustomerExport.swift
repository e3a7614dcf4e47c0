import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Sends our customers that changed, where we may update the shop's: `customerSet` by the id of a linked customer, else by e-mail, which
/// finds an existing one before any is made. A hash of what was sent keeps what did not change from being sent again.
struct CustomerExport {
    let session: ShopSession
    let database: Database
    let backOffice: any CustomerReporting & ChangeReporting
    let sink: any RunSink

    private var shop: Shop { session.shop }

    func run(retryAll: Bool) async throws {
        try await retryParked(all: retryAll)
        var isFirst = true
        while true {
            try sink.checkCancellation()
            let mark = try await database.read { [shop] tx in
                try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue).value()
            }
            let page = try await backOffice.changes(of: [.customer], after: mark, limit: 100)
            if isFirst { sink.following("customers", from: mark) }
            isFirst = false
            guard !page.changes.isEmpty else { return }
            sink.page(of: "customers of ours", page.changes.count)
            let numbers = Set(page.changes.map(\.no))
            let found = try await backOffice.customers(matching: Set(numbers.map { CustomerKey.no($0) }))
            try await send(found.values.compactMap(\.first).sorted { $0.no < $1.no })
            try await sink.write { [shop] tx in
                try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue).set(page.cursor)
            }
            if !page.hasMore { return }
        }
    }

    /// Those that were refused before. What is gone from the back office needs nothing any more.
    private func retryParked(all: Bool) async throws {
        let numbers = try await database.read { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers).due(all: all, limit: 10_000).filter { !$0.hasPrefix("gid://") }
        }
        for start in stride(from: 0, to: numbers.count, by: 100) {
            let slice = Array(numbers[start..<min(start + 100, numbers.count)])
            let found = try await backOffice.customers(matching: Set(slice.map { CustomerKey.no($0) }))
            let customers = found.values.compactMap(\.first).sorted { $0.no < $1.no }
            let present = Set(customers.map(\.no))
            let gone = slice.filter { !present.contains($0) }
            try await sink.write { [shop] tx in try SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers).clear(gone) }
            try await send(customers)
        }
    }

    /// Which customers a run would send.
    func preview() async throws -> [RecordChange] {
        var planned: [RecordChange] = []
        var cursor = try await database.read { [shop] tx in
            try BackOfficeMark(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue).value()
        }
        while true {
            let page = try await backOffice.changes(of: [.customer], after: cursor, limit: 100)
            let numbers = Set(page.changes.map(\.no))
            let found = numbers.isEmpty ? [:] : try await backOffice.customers(matching: Set(numbers.map { CustomerKey.no($0) }))
            for (customer, operation, _) in try await operations(found.values.compactMap(\.first).sorted { $0.no < $1.no }).sent {
                let isKnown = operation.identifier.id != nil
                planned.append(
                    RecordChange(record: customer.no, field: "customer of the shop", from: isKnown ? customer.name : "", to: customer.name)
                )
            }
            cursor = page.cursor
            guard page.hasMore else { return planned }
        }
    }

    /// What has to be sent, and who needs nothing.
    private func operations(_ customers: [Customer]) async throws -> (sent: [(Customer, Admin.CustomerSet, String)], settled: [String]) {
        let links = try await database.read { [shop] tx in
            try CustomerLinkStore(tx: tx, shop: shop.code).byNumber(customers.map(\.no))
        }
        var operations: [(Customer, Admin.CustomerSet, String)] = []
        var settled: [String] = []
        for customer in customers {
            sink.count(.read, by: 1)
            let link = links[customer.no]
            guard !customer.blocked, let operation = operation(customer, link?.id) else {
                sink.count(.skipped, by: 1)
                settled.append(customer.no)
                continue
            }
            let hash = try ContentHash.of(encoded: operation.input)
            if link?.sentHash == hash {
                sink.count(.unchanged, by: 1)
                settled.append(customer.no)
            } else {
                operations.append((customer, operation, hash))
            }
        }
        return (operations, settled)
    }

    private func send(_ customers: [Customer]) async throws {
        let (sent, agreed) = try await operations(customers)
        try await sink.write { [shop] tx in try SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers).clear(agreed) }
        let began = Date()
        try await session.client.batch(sent.map { $0.1 }) { outcomes in
            try await sink.write { [shop] tx in
                let store = CustomerLinkStore(tx: tx, shop: shop.code)
                let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers)
                for outcome in outcomes {
                    let (customer, _, hash) = sent[outcome.index]
                    switch outcome.result {
                    case .success(let data):
                        guard let id = data.customerSet?.customer?.id else { continue }
                        try store.save([
                            CustomerLink(customerID: id, name: customer.name, email: customer.email, phone: customer.phone, no: customer.no)
                        ])
                        try store.sent(id, hash: hash)
                        try OwnWrites(tx: tx, shop: shop.code).wrote([id], from: began)
                        try skipped.clear([customer.no])
                    case .failure(let error): try skipped.park(customer.no, name: customer.name, Failure(error))
                    }
                }
            }
            for outcome in outcomes {
                if case .success = outcome.result { sink.count(.updated, by: 1) } else { sink.count(.failed, by: 1) }
            }
        }
    }

    /// Nil for a customer whom nothing identifies in the shop.
    private func operation(_ customer: Customer, _ id: String?) -> Admin.CustomerSet? {
        let email = EmailAddress.normalized(customer.email)
        let identifier: Admin.CustomerSetIdentifiers
        if let id {
            identifier = Admin.CustomerSetIdentifiers(id: id)
        } else if let email {
            identifier = Admin.CustomerSetIdentifiers(email: email)
        } else {
            return nil
        }
        let phone = PhoneNumber.normalized(customer.phone, country: customer.country)
        let person = customer.contact.isEmpty ? customer.name : customer.contact
        let words = person.split(separator: " ").map(String.init)
        var input = Admin.CustomerSetInput()
        input.email = email
        input.phone = phone
        input.firstName = words.count > 1 ? words.dropLast().joined(separator: " ") : person
        input.lastName = words.count > 1 ? words.last : nil
        return Admin.CustomerSet(input: input, identifier: identifier)
    }
}

extension CustomerLinkStore {
    func byNumber(_ numbers: [String]) throws -> [String: (id: String, sentHash: String?)] {
        var found: [String: (id: String, sentHash: String?)] = [:]
        for row in try tx.rows(
            """
            SELECT customer_no, customer_id, sent_hash FROM connector_customers
            WHERE shop = \(shop) AND customer_no IN \(list: numbers) ORDER BY customer_id
            """
        ) {
            found[try row.get("customer_no")] = (try row.get("customer_id"), try row.get("sent_hash"))
        }
        return found
    }

    func sent(_ id: String, hash: String) throws {
        try tx.execute("UPDATE connector_customers SET sent_hash = \(hash) WHERE shop = \(shop) AND customer_id = \(id)")
    }
}
