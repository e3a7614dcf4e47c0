import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

/// Imports the shop's customers that changed: matched by what they were linked to, by e-mail, by phone; created and updated as the shop
/// card says. The cursor goes on page by page with the links; a customer that fails is parked.
struct CustomerImportRun {
    static let overlap: TimeInterval = 5 * 60

    let session: ShopSession
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    private var shop: Shop { session.shop }
    private var settings: ShopSettings { session.shop.settings }

    /// Whether the shop card lets customers come in at all.
    var isWanted: Bool {
        switch settings.customerImport {
        case .none: false
        case .all: true
        case .withOrders: settings.shopCanUpdateCustomers
        }
    }

    func run(retryAll: Bool) async throws {
        guard isWanted else { return }
        try await retryParked(all: retryAll)
        let cursor = try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue).position()
        }
        sink.reading("customers", since: cursor?.addingTimeInterval(-Self.overlap))
        for try await page in session.client.pages(Admin.Customers(query: Self.query(cursor))) {
            try sink.checkCancellation()
            sink.page(of: "customers", page.records.count)
            try await take(page.records.map { (ShopCustomer($0.node), [UInt8]($0.raw.bytes)) }, moving: true)
        }
    }

    /// Which customers a run would take over, and how.
    func preview() async throws -> [RecordChange] {
        guard isWanted else { return [] }
        var planned: [RecordChange] = []
        let cursor = try await database.read { [shop] tx in
            try SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue).position()
        }
        for try await page in session.client.pages(Admin.Customers(query: Self.query(cursor))) {
            try sink.checkCancellation()
            let customers = page.records.map { (ShopCustomer($0.node), [UInt8]($0.raw.bytes)) }
            sink.count(.read, by: customers.count)
            let known = try await database.read { [shop] tx in
                try CustomerLinkStore(tx: tx, shop: shop.code).known(customers.map { $0.0.id })
            }
            let fresh = customers.filter { known[$0.0.id]?.hash != ContentHash.of($0.1) }.map { $0.0 }
            let keys = Set(fresh.flatMap { candidates($0, known[$0.id]?.no) })
            let found = keys.isEmpty ? [:] : try await backOffice.customers(matching: keys)
            for customer in fresh {
                let match = candidates(customer, known[customer.id]?.no).lazy.compactMap { found[$0]?.first }.first
                let creates = settings.createUnknownCustomers && settings.customerImport == .all
                let words =
                    match == nil
                    ? (creates ? "created" : "left without a customer") : settings.shopCanUpdateCustomers ? "updated" : "linked"
                planned.append(RecordChange(record: customer.displayName, field: "customer", from: match?.no ?? "", to: words))
            }
        }
        return planned
    }

    private static func query(_ cursor: Date?) -> String? {
        cursor.map { "updated_at:>='\(Instants.text($0.addingTimeInterval(-overlap).wholeSecond))'" }
    }

    private func retryParked(all: Bool) async throws {
        // Our own numbers are parked by the way out.
        let ids = try await database.read { [shop] tx in
            try SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers).due(all: all, limit: 10_000).filter { $0.hasPrefix("gid://") }
        }
        guard !ids.isEmpty else { return }
        var found: [(ShopCustomer, [UInt8])] = []
        var gone: [String] = []
        for node in try await session.client.hydrated(Admin.CustomersByIDs(ids: ids)) {
            if let customer = node.node { found.append((ShopCustomer(customer), [UInt8](node.raw.bytes))) } else { gone.append(node.id) }
        }
        let missing = gone
        try await sink.write { [shop] tx in try SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers).clear(missing) }
        try await take(found, moving: false)
    }

    /// One page: matched in one question, then saved with the cursor.
    private func take(_ customers: [(ShopCustomer, [UInt8])], moving: Bool) async throws {
        guard !customers.isEmpty else { return }
        sink.count(.read, by: customers.count)
        let known = try await database.read { [shop] tx in
            try CustomerLinkStore(tx: tx, shop: shop.code).known(customers.map { $0.0.id })
        }
        // Changes of the overlap were seen before.
        let fresh = customers.filter { known[$0.0.id]?.hash != ContentHash.of($0.1) }
        sink.count(.unchanged, by: customers.count - fresh.count)
        let outcome = try await settle(fresh.map { $0.0 }, known)
        let end = customers.map { $0.0.updatedAt }.max()
        try await sink.write { [shop] tx in
            let store = CustomerLinkStore(tx: tx, shop: shop.code)
            let skipped = SkippedStore(tx: tx, shop: shop.code, task: .syncCustomers)
            let orders = OrderStore(tx: tx, shop: shop.code)
            let now = try tx.now()
            try store.save(outcome.links)
            for (customer, raw) in fresh where outcome.failures[customer.id] == nil {
                let hash = ContentHash.of(raw)
                try orders.keep(raw, hash: hash, kind: "customer", record: customer.id, at: now)
                try store.remember(customer.id, hash: hash)
            }
            for (id, failure) in outcome.failures.sorted(by: { $0.key < $1.key }) {
                try skipped.park(id, name: fresh.first { $0.0.id == id }?.0.displayName ?? id, failure)
            }
            try skipped.clear(fresh.map { $0.0.id }.filter { outcome.failures[$0] == nil })
            if moving, let end {
                let cursor = SyncCursor(tx: tx, shop: shop.code, task: TaskName.syncCustomers.rawValue)
                if try cursor.position().map({ $0 < end }) ?? true { try cursor.advance(to: end) }
            }
        }
        sink.count(.created, by: outcome.created)
        sink.count(.updated, by: outcome.updated)
        sink.count(.skipped, by: outcome.unmapped)
        sink.count(.failed, by: outcome.failures.count)
    }

    private struct Outcome: Sendable {
        var links: [CustomerLink] = []
        var failures: [String: Failure] = [:]
        var created = 0
        var updated = 0
        var unmapped = 0
    }

    private func settle(_ customers: [ShopCustomer], _ known: [String: CustomerLinkStore.Known]) async throws -> Outcome {
        var outcome = Outcome()
        var keys: Set<CustomerKey> = []
        for customer in customers { keys.formUnion(candidates(customer, known[customer.id]?.no)) }
        let found = keys.isEmpty ? [:] : try await backOffice.customers(matching: keys)
        for customer in customers {
            var match = candidates(customer, known[customer.id]?.no).lazy.compactMap { found[$0]?.first }.first
            do {
                if let existing = match {
                    if settings.shopCanUpdateCustomers, let creating = backOffice as? any CustomerCreating {
                        match = try await creating.updateCustomer(no: existing.no, with: customer.draft(settings))
                        outcome.updated += 1
                    }
                } else if settings.createUnknownCustomers, settings.customerImport == .all,
                    let creating = backOffice as? any CustomerCreating
                {
                    match = try await creating.createCustomer(customer.draft(settings), key: "\(shop.code)/\(customer.id)")
                    outcome.created += 1
                } else {
                    outcome.unmapped += 1
                }
            } catch let error as BackOfficeError where error.code != .unreachable {
                outcome.failures[customer.id] = Failure(error)
            }
            outcome.links.append(
                CustomerLink(
                    customerID: customer.id,
                    name: customer.displayName,
                    email: customer.email,
                    phone: customer.phone,
                    no: match?.no
                )
            )
        }
        return outcome
    }

    private func candidates(_ customer: ShopCustomer, _ no: String?) -> [CustomerKey] {
        var keys: [CustomerKey] = no.map { [.no($0)] } ?? []
        if let email = customer.email, !email.isEmpty { keys.append(.email(email)) }
        if let phone = customer.phone, !phone.isEmpty { keys.append(.phone(phone, country: customer.address?.countryCode ?? "")) }
        return keys
    }
}
