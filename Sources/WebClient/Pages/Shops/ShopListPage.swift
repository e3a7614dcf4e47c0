import Connector
import Foundation

/// *Shopify Shops*.
struct ShopListPage: Sendable {
    let services: WebServices

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let shops = try await services.connector.shops.list()
        var rows: [[CellView]] = []
        for shop in shops {
            let cues = try await services.connector.cues.counts(shop: shop.code)
            var name = CellView.text(shop.code, href: "/shops/\(shop.code)", sub: shop.name ?? shop.domain)
            name.cellClass = "tall grow"
            rows.append([
                name,
                .chip(
                    shop.enabled
                        ? ChipView(kind: "success", icon: "success", word: t(.enabled))
                        : ChipView(kind: "", icon: "hold", word: t(.disabled))
                ),
                .text(shop.settings.allowBackgroundSyncs ? t(.inBackground) : t(.inForeground)), .text(shop.currency ?? "–"),
                .number(t.number(cues.unprocessedOrders), href: "/orders?shop=\(shop.code)&processed=no"),
                .number(t.number(cues.skippedRecords), href: "/skipped-records?shop=\(shop.code)"),
                call.may(.operator) && shop.enabled ? .button(t(.syncOrders), posts: "/shops/\(shop.code)/sync/sync-orders") : .text(""),
            ])
        }
        let columns: [TableView.Column] = [
            .text(t(.shop)), .text(t(.status)), .text(t(.syncsRun)), .text(t(.currency)), .number(t(.unprocessed)),
            .number(t(.skippedCount)), .text(""),
        ]
        let isAdministrator = call.may(.administrator)
        let view = ListView(
            HeadView(
                title: t(.shops),
                sub: t(.shopsSub),
                actions: isAdministrator ? [.link(t(.newShop), "/shops/new", isPrimary: true)] : [],
                tabs: .shops("/shops", call)
            ),
            table: TableView(
                t(.shops),
                columns,
                rows,
                empty: .init(
                    icon: "shop",
                    title: t(.noShops),
                    text: t(.noShopsText),
                    action: isAdministrator ? t(.newShop) : nil,
                    href: isAdministrator ? "/shops/new" : nil
                )
            ),
            query: call.query,
            next: nil,
            t
        )
        return .page(template: "list", title: t(.shops), place: .shops, view: view)
    }
}
