import Foundation
import ShopifyAdmin

/// Orders out of a shop's Admin API.
struct AdminOrderSource: OrderSource {
    let client: AdminClient
    var execution = AdminExecution.scheduled

    func list(query: String, after: String?) async throws -> OrderListingPage {
        let page = try await client.page(Admin.OrderIDs(after: after, query: query.isEmpty ? nil : query), execution)
        guard let page else { return OrderListingPage(orders: [], next: nil) }
        let next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : nil
        guard next == nil || next != after else {
            throw ConnectorError(.unexpectedAnswer, "Shopify says that the list of orders goes on, but not where.", field: "orders")
        }
        let orders = page.nodes.map { OrderListing(id: $0.id, name: $0.name, updatedAt: $0.updatedAt, digest: $0.digest) }
        return OrderListingPage(orders: orders, next: next)
    }

    func fetch(_ ids: [String]) async throws -> [FetchedOrder] {
        var fetched: [FetchedOrder] = []
        var long: [String] = []
        try await client.hydrate(Admin.OrdersByIDs(ids: ids), execution) { batch in
            for node in batch {
                if let order = node.node, !order.isWhole {
                    long.append(node.id)
                } else {
                    fetched.append(Self.fetched(node))
                }
            }
        }
        // What is longer than the first pages is read once more, all of a batch together, with pages for anything but the longest.
        if !long.isEmpty {
            for node in try await client.hydrated(Admin.OrdersByIDs.wide(ids: long), execution) { fetched.append(try await complete(node)) }
        }
        return try await withReturns(fetched)
    }

    private static func fetched(_ node: HydratedNode<Admin.Order>) -> FetchedOrder {
        switch node.outcome {
        case .found(let order, let errors):
            if let error = errors.first { return .failed(id: node.id, Failure(error)) }
            return .order(ShopOrder(order), digest: order.digest, raw: [UInt8](node.raw.bytes))
        case .missing: return .missing(id: node.id)
        case .failed(let error): return .failed(id: node.id, Failure(error))
        }
    }

    /// An order with more lines than the widest page has: line by line to the end.
    private func complete(_ node: HydratedNode<Admin.Order>) async throws -> FetchedOrder {
        guard let order = node.node, order.lineItems.pageInfo.hasNextPage, case .order(var whole, let digest, let raw) = Self.fetched(node)
        else { return Self.fetched(node) }
        var pages = [raw]
        var after = order.lineItems.pageInfo.endCursor
        while let cursor = after {
            let response = try await client.execute(Admin.OrderLines(id: node.id, after: cursor), execution)
            guard let lines = response.data.order?.lineItems else { return .missing(id: node.id) }
            whole.lines += lines.nodes.map(OrderLine.init)
            pages.append([UInt8](response.raw.bytes))
            after = lines.pageInfo.hasNextPage ? lines.pageInfo.endCursor : nil
        }
        return .order(
            whole,
            digest: digest,
            raw: [UInt8]("[".utf8) + Array(pages.joined(separator: [UInt8(ascii: ",")])) + [UInt8](("]").utf8)
        )
    }

    /// Orders with returns: which lines come back, and which are sent instead, for all orders of the batch in one request.
    private func withReturns(_ fetched: [FetchedOrder]) async throws -> [FetchedOrder] {
        var ids: [String] = []
        for case .order(let order, _, _) in fetched { ids += order.returns.map(\.id) }
        guard !ids.isEmpty else { return fetched }
        var found: [String: HydratedNode<Admin.Return>] = [:]
        for node in try await client.hydrated(Admin.ReturnsByIDs(ids: ids), execution) { found[node.id] = node }
        return fetched.map { one in
            guard case .order(var order, let digest, var raw) = one, !order.returns.isEmpty else { return one }
            for (index, stub) in order.returns.enumerated() {
                guard let node = found[stub.id] else { continue }
                switch node.outcome {
                case .found(let details, _):
                    order.returns[index] = OrderReturn(details)
                    raw += [UInt8](ascii: "\n") + [UInt8](node.raw.bytes)
                case .missing: continue
                case .failed(let error): return .failed(id: order.id, Failure(error))
                }
            }
            order.markExchanges()
            return .order(order, digest: digest, raw: raw)
        }
    }
}

extension OrderReturn {
    init(_ details: Admin.Return) {
        self.init(
            id: details.id,
            name: details.name,
            status: details.status.rawValue,
            lines: details.returnLineItems.nodes.map {
                Line(id: $0.id, lineID: $0.fulfillmentLineItem?.lineItem.id, quantity: $0.quantity, reason: $0.returnReasonDefinition?.name)
            },
            exchangeLineIDs: details.exchangeLineItems.nodes.flatMap { $0.lineItems?.map(\.id) ?? [] }
        )
    }
}

extension ShopOrder {
    /// Lines that were added for exchanged goods are told by the returns.
    mutating func markExchanges() {
        let exchanged = Set(returns.flatMap(\.exchangeLineIDs))
        for index in lines.indices where exchanged.contains(lines[index].id) { lines[index].isExchange = true }
    }
}

extension [UInt8] {
    init(ascii text: StaticString) { self = Array("\(text)".utf8) }
}
