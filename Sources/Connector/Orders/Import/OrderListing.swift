import Foundation

/// What the first phase of the import reads of each order: when it changed, and a few figures by which our own writes are told from others'.
struct OrderListing: Sendable, Equatable {
    var id: String
    var name: String
    var updatedAt: Date
    /// The figures, as one text.
    var digest: String
}

/// A page of the list, oldest change first.
struct OrderListingPage: Sendable {
    var orders: [OrderListing]
    /// Where the next page starts; nil at the end.
    var next: String?
}

/// An order that was fetched whole, or why it could not be read.
enum FetchedOrder: Sendable {
    /// The order and Shopify's answer, byte for byte.
    case order(ShopOrder, digest: String, raw: [UInt8])
    case failed(id: String, Failure)
    /// Shopify has no such order any more.
    case missing(id: String)

    var id: String {
        switch self {
        case .order(let order, _, _): order.id
        case .failed(let id, _), .missing(let id): id
        }
    }
}

/// Where orders come from: the Admin API, or a test's own list.
protocol OrderSource: Sendable {
    /// One page of at most 250.
    func list(query: String, after: String?) async throws -> OrderListingPage
    /// The orders with these ids, whole: what does not fit the first pages of their lists has been fetched too.
    func fetch(_ ids: [String]) async throws -> [FetchedOrder]
}
