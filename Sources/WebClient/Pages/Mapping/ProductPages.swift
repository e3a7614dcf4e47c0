import Connector
import Foundation
import Hummingbird
import Ledger

/// *Products*: what the shops sell, and which item each variant stands for.
struct ProductPages: Sendable {
    let services: WebServices
    private var products: Products { services.connector.products }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let products = products
        let order = LinkLists.order(query, name: "title")
        let source = ListSource(
            columns: [
                .text("title", t(.product)), .text("shop", t(.shop)), .text("sku", "SKU"), .text("barcode", t(.barcode)),
                .text("item", t(.item)), .text("mapped", t(.status)),
            ],
            order: order
        ) { after, limit in
            let page = try await products.page(try LinkLists.filter(query, order, after: after, limit: limit))
            let lines = page.records.map { product in
                ListSource.Line(cells: [
                    .wide(product.title, href: Self.path(product)), .text(product.shop), .text(product.sku ?? "–"),
                    .text(product.barcode ?? "–"), Self.item(product),
                    CellView.chip(t.mapped(product.isMapped)).with(raw: "\(product.isMapped)"),
                ])
            }
            return ListSource.Part(lines: lines, next: page.next.map(LinkPosition.text))
        }
        let page = ListPage(
            head: HeadView(title: t(.products), sub: t(.productsSub)),
            place: .products,
            source: source,
            empty: .init(icon: "list", title: t(.noProducts), text: t(.noProductsText), action: t(.shops), href: "/shops"),
            filters: try await LinkLists.filters(query, services, t),
            search: t(.searchProducts)
        )
        return try await page.answer(call)
    }

    static func path(_ product: ProductSummary) -> String { "/products/\(product.shop)/\(LinkPosition.number(product.id))" }

    private static func item(_ product: ProductSummary) -> CellView {
        guard let item = product.item else { return .text("–") }
        let name = product.variant.map { "\(item)/\($0)" } ?? item
        return .text(name, href: "/ledger/items/\(PageQuery.escape(item))")
    }

    func show(_ call: PageCall, error: String? = nil) async throws -> PageAnswer {
        let t = call.speech
        let product = try await products.show(try call.path("id"), shop: try call.path("shop"))
        let card = MappedRecordCard(
            title: product.title,
            shop: product.shop,
            path: Self.path(product),
            isMapped: product.isMapped,
            crumb: t(.products),
            crumbHref: "/products",
            place: .products,
            mapIntro: t(.mapProductIntro),
            facts: [
                .init(t(.product), .text(product.title)), .init("SKU", .text(product.sku ?? "–")),
                .init(t(.barcode), .text(product.barcode ?? "–")), .init(t(.item), Self.item(product)),
                .init(t(.unit), .text(product.unit ?? "–")), .init(t(.lastSeen), t.cell(product.seenAt)),
            ]
        )
        return try await card.page(call, error: error) {
            try await Picker(ledger: services.ledger, call: call)
                .item(
                    0,
                    title: t(.whichItem),
                    words: [product.sku, product.barcode, product.title].compactMap(\.self),
                    record: product.id,
                    error: error
                )
        }
    }

    func map(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let choice = Picker(ledger: services.ledger, call: call).choice(0)
        do {
            let product = try await products.map(
                try call.path("id"),
                shop: try call.path("shop"),
                item: choice?.no ?? "",
                variant: choice?.variant ?? ""
            )
            let text = t(.productMapped, product.title, product.item ?? "")
            return try await WaitingOrders(services: services).after(call, Self.path(product), text, shop: product.shop)
        } catch let error as ConnectorError where error.code == .invalidValue {
            return try await show(call, error: error.message)
        }
    }

    func unmap(_ call: PageCall) async throws -> PageAnswer {
        let product = try await products.unmap(try call.path("id"), shop: try call.path("shop"))
        return .redirect(Self.path(product), Notice(call.speech(.unmapped, product.title), kind: "success"))
    }
}
