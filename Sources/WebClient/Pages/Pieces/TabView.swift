/// A page of the place where one is.
struct TabView: Sendable {
    let tabTitle: String
    let tabHref: String
    let isHere: Bool

}

/// The pages of one place, in a row under the title.
struct TabRow: Sendable {
    let tabsLabel: String
    let tabs: [TabView]

    private static func row(_ tabs: [(title: Text, href: String)], here: String, _ t: Speech) -> TabRow {
        TabRow(
            tabsLabel: t(.pagesOfPlace),
            tabs: tabs.map { TabView(tabTitle: t($0.title), tabHref: $0.href, isHere: $0.href == here) }
        )
    }

    static func shops(_ here: String, _ call: PageCall) -> TabRow {
        let all: [(title: Text, href: String)] = [
            (.shopsShort, "/shops"), (.skippedRecords, "/skipped-records"), (.activityLog, "/activity"),
            (.receivedWebhooks, "/received-webhooks"),
        ]
        return row(call.may(.administrator) ? all + [(.privacyRequests, "/privacy-requests")] : all, here: here, call.speech)
    }

    static func queue(_ here: String, _ t: Speech) -> TabRow {
        row([(.entriesShort, "/job-queue"), (.runs, "/job-queue/log"), (.categories, "/job-queue/categories")], here: here, t)
    }

    static func ledger(_ here: String, _ t: Speech) -> TabRow {
        row(
            [
                (.salesOrders, "/ledger/sales-orders"), (.shipments, "/ledger/shipments"), (.invoices, "/ledger/invoices"),
                (.returnOrders, "/ledger/return-orders"), (.creditMemos, "/ledger/credit-memos"), (.items, "/ledger/items"),
                (.customers, "/ledger/customers"), (.locations, "/ledger/locations"),
            ],
            here: here,
            t
        )
    }

    static func settings(_ here: String, isAdministrator: Bool, _ t: Speech) -> TabRow {
        let own: [(title: Text, href: String)] = [(.mySettings, "/settings"), (.notices, "/notices")]
        let all: [(title: Text, href: String)] =
            own + [(.users, "/users"), (.apiTokens, "/settings/tokens"), (.audit, "/audit"), (.about, "/about")]
        return row(isAdministrator ? all : own + [(.about, "/about")], here: here, t)
    }
}
