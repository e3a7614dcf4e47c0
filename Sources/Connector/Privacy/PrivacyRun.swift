import BackOffice
import Foundation
import JobQueue
import Storage

/// Honours a shop's open privacy requests, oldest first. Repeating does no harm, so that a killed run is simply run again.
struct PrivacyRun {
    let shop: Shop
    let database: Database
    let backOffice: any BackOffice
    let sink: any RunSink

    private static let page = 100

    func run() async throws -> Int {
        let open = try await database.read { [shop] tx in try PrivacyStore(tx: tx).open(shop.code) }
        for (index, request) in open.enumerated() {
            try sink.checkCancellation()
            sink.count(.read, by: 1)
            let report: [String]
            switch request.topic {
            case "customers/redact": report = try await redact(request)
            case "shop/redact": report = try await redactShop()
            default: report = try await look(request)
            }
            try await sink.write { tx in try PrivacyStore(tx: tx).done(request.id, report: report) }
            sink.count(.updated, by: 1)
            sink.progress(index + 1, of: open.count)
        }
        return open.count
    }

    /// What is held of a person: to be handed to the shop's owner, who answers the person.
    private func look(_ request: PrivacyRequest) async throws -> [String] {
        let held = try await PrivacyRequests(database: database).data(request)
        guard !held.isEmpty else { return ["Nothing is held of this person."] }
        return ["\(held.orders.count) orders and \(held.customer == nil ? 0 : 1) customer records are held; the request's page has them."]
    }

    private func redact(_ request: PrivacyRequest) async throws -> [String] {
        let no = try await database.read { [shop] tx in
            try request.customerId.flatMap { try RedactionStore(tx: tx, shop: shop.code).number(of: $0) }
        }
        // The back office first: once the link is gone, nobody knows which customer it was.
        var ours: [String] = []
        if let no { ours.append(try await redactInBackOffice(no, request.customerId ?? "")) }
        let (orders, isKnown) = try await sink.write { [shop] tx in
            let store = RedactionStore(tx: tx, shop: shop.code)
            var ids = Set(request.orders)
            if let customer = request.customerId { ids.formUnion(try store.orders(of: customer)) }
            let redacted = try store.redactOrders(ids.sorted())
            return (redacted, try request.customerId.map { try store.redactCustomer($0) } ?? false)
        }
        let sentence = "\(orders) imported orders and \(isKnown ? 1 : 0) customer links were redacted; their raw answers were deleted."
        return [sentence] + ours
    }

    private func redactShop() async throws -> [String] {
        let current = try await database.read { [shop] tx in try ShopStore(tx: tx).existing(shop.code) }
        if current.enabled {
            return ["The shop has been connected again since: nothing was redacted."]
        }
        var last = ""
        var orders = 0
        while true {
            try sink.checkCancellation()
            let position = last
            let done = try await sink.write { [shop] tx in
                let store = RedactionStore(tx: tx, shop: shop.code)
                let ids = try store.orders(after: position, limit: Self.page)
                return (ids, try store.redactOrders(ids))
            }
            guard let end = done.0.last else { break }
            last = end
            orders += done.1
        }
        let customers = try await database.read { [shop] tx in try RedactionStore(tx: tx, shop: shop.code).customers() }
        for id in customers {
            try sink.checkCancellation()
            _ = try await sink.write { [shop] tx in try RedactionStore(tx: tx, shop: shop.code).redactCustomer(id) }
        }
        return [
            "\(orders) imported orders and \(customers.count) customer links were redacted; their raw answers were deleted.",
            "Customers and documents of the back office stay: they are the merchant's own.",
        ]
    }

    /// The back office forgets the person too, unless our customer stands for others as well.
    private func redactInBackOffice(_ no: String, _ customer: String) async throws -> String {
        guard no != shop.settings.defaultCustomer else { return "Customer \(no) is the shop's default customer and stays." }
        let isShared = try await database.read { [shop] tx in try RedactionStore(tx: tx, shop: shop.code).isShared(no, beside: customer) }
        guard !isShared else { return "Customer \(no) stands for other customers of a shop too and stays: look at it yourself." }
        guard let redacting = backOffice as? any CustomerRedacting else {
            return "\(backOffice.name) cannot redact: take the person's data out of customer \(no) there."
        }
        do {
            try await redacting.redactCustomer(no: no)
        } catch let error as BackOfficeError where error.code == .notFound {
            return "Customer \(no) is gone from the back office already."
        }
        return "Customer \(no) was redacted in the back office; posted documents stay, as the law demands."
    }
}
