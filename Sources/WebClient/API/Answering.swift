import Foundation
import Hummingbird

extension Response {
    /// A JSON answer.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        let data = try JSONCoding.encoder().encode(value)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// An answer without a body.
    static var empty: Response { Response(status: .noContent) }
}

/// One page of a list: the elements and where the next page begins.
struct PageOf<Element: Encodable & Sendable>: Encodable, Sendable {
    let items: [Element]
    /// To be passed as `cursor`; null on the last page.
    let next: String?

    private enum CodingKeys: CodingKey { case items, next }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        // Written even when nil: a client can tell "last page" from "does not page".
        try container.encode(next, forKey: .next)
    }
}

/// What a list call asks for.
struct ListRequest: Sendable, Equatable {
    let limit: Int
    /// The key of the last element of the page before; nil for the first page.
    let after: String?

    /// Reads `limit` and `cursor`; both are checked here so that no store sees a cursor that this API did not make.
    init(_ call: Call) throws {
        limit = call.query("limit").flatMap(Int.init) ?? Limits.defaultPageSize
        guard let cursor = call.query("cursor") else {
            after = nil
            return
        }
        guard let data = Base64URL.data(cursor), let key = String(data: data, encoding: .utf8), !key.isEmpty, !key.utf8.contains(0) else {
            throw Problem.badRequest("invalid_cursor", "“cursor” must be the “next” of the page before.")
        }
        after = key
    }

    /// Cuts a list that was asked for one element more than the page holds.
    func page<Element: Encodable & Sendable>(_ elements: [Element], key: (Element) -> String) -> PageOf<Element> {
        guard elements.count > limit else { return PageOf(items: elements, next: nil) }
        let items = Array(elements.prefix(limit))
        return PageOf(items: items, next: items.last.map { Self.cursor(key($0)) })
    }

    /// A page whose next key the store told.
    func page<Element: Encodable & Sendable>(_ elements: [Element], next: String?) -> PageOf<Element> {
        PageOf(items: elements, next: next.map(Self.cursor))
    }

    private static func cursor(_ key: String) -> String { Base64URL.text(key.utf8) }

    /// The two parameters, as every list documents them.
    static let parameters: [Endpoint.QueryParameter] = [
        .init("limit", .integer(minimum: 1, maximum: Limits.pageSize), "Elements a page; \(Limits.defaultPageSize) when left out."),
        .init("cursor", .text, "The `next` of the page before."),
    ]
}
