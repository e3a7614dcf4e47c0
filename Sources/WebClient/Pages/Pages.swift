import BackOffice
import Foundation
import Hummingbird
import JobQueue

/// All pages with their routes.
struct Pages: Sendable {
    let services: WebServices
    let renderer: PageRenderer
    let daily: DailyFigures

    init(services: WebServices, renderer: PageRenderer) {
        self.services = services
        self.renderer = renderer
        daily = DailyFigures(connector: services.connector, queue: services.queue, zone: renderer.zone)
    }

    /// The pages of people who are signed in.
    var routes: [PageRoute] { home + shops + queue + records + mappings + messages + ledger + people }

    private var home: [PageRoute] {
        let tellMe = TellMePage(services: services)
        return [
            .shared("/") { try await RoleCenterPage(services: services, daily: daily).answer($0) },
            .get("/tell-me") { try await tellMe.answer($0) },
            .shared("/about") { try await AboutPage(services: services).answer($0) },
            .shared("/audit", .administrator) { try await AuditPage(services: services).answer($0) },
        ]
    }

    private var shops: [PageRoute] {
        let page = ShopPage(services: services)
        let actions = ShopActions(services: services)
        let sync = SyncPage(services: services)
        let connect = ConnectPages(services: services)
        let schedule = SchedulePage(services: services)
        return [
            .shared("/shops") { try await ShopListPage(services: services).answer($0) },
            .shared("/shops/new", .administrator) { actions.new($0) },
            .post("/shops/new", .administrator) { try await actions.add($0) }, .shared("/shops/{code}") { try await page.answer($0) },
            .post("/shops/{code}", .administrator) { try await actions.save($0) },
            .post("/shops/{code}/test", .operator) { try await actions.test($0) },
            .post("/shops/{code}/enable", .administrator) { try await actions.enable($0, true) },
            .post("/shops/{code}/disable", .administrator) { try await actions.enable($0, false) },
            .post("/shops/{code}/remove", .administrator) { try await actions.remove($0) },
            .get("/shops/{code}/connect", .administrator) { try await connect.begin($0) },
            .get(ConnectPages.callback, .administrator) { try await connect.finish($0) },
            .shared("/shops/{code}/sync", .operator) { try await sync.list($0) },
            .shared("/shops/{code}/sync/{task}", .operator) { try await sync.show($0) },
            .post("/shops/{code}/sync/{task}", .operator) { try await sync.start($0) },
            .shared("/shops/{code}/recommended-schedule", .operator) { try await schedule.show($0) },
            .post("/shops/{code}/recommended-schedule", .operator) { try await schedule.make($0) },
        ]
    }

    private var queue: [PageRoute] {
        let form = EntryFormPages(services: services)
        let categories = CategoryPages(services: services)
        let actions = EntryActions(services: services)
        return [
            .shared("/job-queue") { try await EntryListPage(services: services).answer($0) },
            .shared("/job-queue/new", .operator) { try await form.new($0) }, .post("/job-queue/new", .operator) { try await form.add($0) },
            .shared("/job-queue/preview") { form.preview($0) }, .post("/job-queue/bulk", .operator) { try await actions.bulk($0) },
            .shared("/job-queue/categories") { try await categories.show($0) },
            .post("/job-queue/categories", .operator) { try await categories.save($0) },
            .post("/job-queue/categories/{code}/remove", .operator) { try await categories.remove($0) },
            .shared("/job-queue/{id}/edit", .operator) { try await form.edit($0) },
            .post("/job-queue/{id}/edit", .operator) { try await form.save($0) },
            .shared("/job-queue/log") { try await RunListPage(services: services).answer($0) },
            .shared("/job-queue/log/{id}") { try await RunPage(services: services).answer($0) },
            .shared("/job-queue/{id}") { try await EntryPage(services: services).answer($0) },
            .post("/job-queue/{id}/ready", .operator) { try await actions.change($0, .noticeReady) { try await $0.ready($1) } },
            .post("/job-queue/{id}/hold", .operator) { try await actions.change($0, .noticeHold) { try await $0.hold($1) } },
            .post("/job-queue/{id}/restart", .operator) { try await actions.change($0, .noticeRestart) { try await $0.restart($1) } },
            .post("/job-queue/{id}/cancel", .operator) { try await actions.change($0, .noticeCancel) { try await $0.cancel($1) } },
            .post("/job-queue/{id}/run-once", .operator) { try await actions.runOnce($0) },
            .post("/job-queue/{id}/delete", .operator) { try await actions.delete($0) },
        ]
    }

    private var records: [PageRoute] {
        let list = OrderListPage(services: services)
        let order = OrderPage(services: services)
        let mapping = OrderMapping(services: services)
        let skipped = SkippedPages(services: services)
        let payouts = PayoutPages(services: services)
        return [
            .shared("/orders") { try await list.answer($0) }, .post("/orders/bulk", .operator) { try await list.bulk($0) },
            .shared("/orders/{shop}/{number}") { try await order.show($0) },
            .post("/orders/{shop}/{number}/process", .operator) { try await order.process($0) },
            .post("/orders/{shop}/{number}/resolve", .operator) { try await order.resolve($0) },
            .post("/orders/{shop}/{number}/map", .operator) { try await mapping.map($0) },
            .shared("/skipped-records") { try await skipped.list($0) },
            .post("/skipped-records/bulk", .operator) { try await skipped.bulk($0) },
            .post("/skipped-records/{id}/retry", .operator) { try await skipped.retry($0) },
            .post("/skipped-records/{id}/dismiss", .operator) { try await skipped.dismiss($0) },
            .shared("/activity") { try await skipped.activity($0) }, .shared("/payouts") { try await payouts.list($0) },
            .shared("/payouts/{id}") { try await payouts.show($0) },
            .post("/payouts/{id}/receipts", .operator) { try await payouts.post($0) },
        ]
    }

    private var mappings: [PageRoute] {
        let products = ProductPages(services: services)
        let customers = CustomerPages(services: services)
        return [
            .shared("/products") { try await products.list($0) }, .shared("/products/{shop}/{id}") { try await products.show($0) },
            .post("/products/{shop}/{id}/map", .operator) { try await products.map($0) },
            .post("/products/{shop}/{id}/unmap", .operator) { try await products.unmap($0) },
            .shared("/customers") { try await customers.list($0) }, .shared("/customers/{shop}/{id}") { try await customers.show($0) },
            .post("/customers/{shop}/{id}/map", .operator) { try await customers.map($0) },
            .post("/customers/{shop}/{id}/unmap", .operator) { try await customers.unmap($0) },
        ]
    }

    /// What comes from Shopify by itself, and what people are told.
    private var messages: [PageRoute] {
        let privacy = PrivacyPages(services: services)
        let notices = NoticePages(services: services)
        return [
            .shared("/received-webhooks") { try await ReceivedWebhookPage(services: services).answer($0) },
            .shared("/privacy-requests", .administrator) { try await privacy.list($0) },
            .shared("/privacy-requests/{id}", .administrator) { try await privacy.show($0) },
            .get("/notices") { try await notices.list($0) }, .post("/notices/bulk", .viewer) { try await notices.bulk($0) },
            .post("/notices/{id}/seen", .viewer) { try await notices.see($0) },
        ]
    }

    private var ledger: [PageRoute] {
        let lists = DocumentListPage.paths.sorted { $0.value < $1.value }.map { type, path -> PageRoute in
            let list = DocumentListPage(services: services, type: type)
            return .shared(path) { try await list.answer($0) }
        }
        let orders = DocumentListPage(services: services, type: .order)
        let document = DocumentPage(services: services)
        let ship = ShipForm(services: services)
        let shipments = ShipmentPages(services: services)
        let items = ItemPages(services: services)
        let stock = StockForm(services: services)
        let masters = MasterPages(services: services)
        return lists + [
            .post("/ledger/sales-orders/bulk", .operator) { try await orders.bulk($0) },
            .shared("/ledger/documents/{type}/{no}") { try await document.show($0) },
            .shared("/ledger/documents/{type}/{no}/ship", .operator) { try await ship.show($0) },
            .post("/ledger/documents/{type}/{no}/ship", .operator) { try await ship.post($0) },
            .post("/ledger/documents/{type}/{no}/receive", .operator) { try await document.receive($0) },
            .post("/ledger/documents/{type}/{no}/invoice", .operator) { try await document.invoice($0) },
            .shared("/ledger/shipments") { try await shipments.list($0) },
            .shared("/ledger/shipments/{no}") { try await shipments.show($0) },
            .post("/ledger/shipments/{no}/tracking", .operator) { try await shipments.tracking($0) },
            .shared("/ledger/items") { try await items.list($0) }, .shared("/ledger/items/{no}") { try await items.show($0) },
            .post("/ledger/items/{no}/adjust", .operator) { try await stock.post($0) },
            .shared("/ledger/customers") { try await masters.customers($0) },
            .shared("/ledger/customers/{no}") { try await masters.customer($0) },
            .shared("/ledger/locations") { try await masters.locations($0) },
        ]
    }

    /// Users and settings.
    private var people: [PageRoute] {
        let users = UserPages(services: services)
        let settings = SettingsPage(services: services)
        let tokens = TokenPages(services: services)
        return [
            .shared("/users", .administrator) { try await users.list($0) }, .shared("/users/new", .administrator) { users.new($0) },
            .post("/users/new", .administrator) { try await users.add($0) },
            .get("/users/{name}", .administrator) { try await users.show($0) },
            .post("/users/{name}/role", .administrator) { try await users.setRole($0) },
            .post("/users/{name}/link", .administrator) { try await users.newLink($0) },
            .post("/users/{name}/activate", .administrator) { try await users.setActive($0, true) },
            .post("/users/{name}/deactivate", .administrator) { try await users.setActive($0, false) },
            .post("/users/{name}/remove", .administrator) { try await users.remove($0) },
            .get("/settings") { try await settings.show($0) }, .post("/settings/language", .viewer) { try await settings.setLanguage($0) },
            .post("/settings/password", .viewer) { try await settings.setPassword($0) },
            .get("/settings/tokens", .administrator) { try await tokens.show($0) },
            .post("/settings/tokens", .administrator) { try await tokens.add($0) },
            .post("/settings/tokens/{name}/revoke", .administrator) { try await tokens.revoke($0) },
        ]
    }

    /// Adds every page, the open ones and the assets.
    func register(_ router: Router<WebContext>, _ authentication: Authentication) {
        let queue = services.queue
        let audit = AuditTrail(database: services.database)
        let events = services.events
        let regions = LiveRegions { events.mark }
        let gate = PageGate(authentication: authentication, renderer: renderer, audit: audit, news: { events.mark }, regions: regions) {
            try await queue.counts()[.inProcess] ?? 0
        }
        for route in routes {
            router.on(route.routerPath, method: route.method) { request, context in try await gate.respond(to: request, context, route) }
        }
        let signIn = SignInPages(services: services, renderer: renderer)
        router.get("/sign-in") { request, _ in try signIn.signIn(request) }
        router.post("/sign-in") { request, context in try await signIn.postSignIn(request, context) }
        router.get("/welcome") { request, context in try await signIn.welcome(request, context) }
        router.post("/welcome") { request, context in try await signIn.postWelcome(request, context) }
        router.post("/sign-out") { request, context in try await signIn.signOut(request, context) }
        router.get("/theme") { request, _ in Preferences.theme(request) }
        router.get("/language") { request, _ in try await Preferences.language(request, authentication, services) }
        router.get("/assets/backroom.css") { request, _ in Assets.style(request) }
        router.get("/assets/backroom.js") { request, _ in Assets.script(request) }
    }
}
