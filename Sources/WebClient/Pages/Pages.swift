import BackOffice
import Foundation
import Hummingbird
import JobQueue

/// All pages with their routes.
struct Pages: Sendable {
    let services: WebServices
    let renderer: PageRenderer

    /// The pages of people who are signed in.
    var routes: [PageRoute] { home + shops + queue + records }

    private var home: [PageRoute] {
        let tellMe = TellMePage(services: services)
        return [
            .get("/") { try await RoleCenterPage(services: services).answer($0) }, .get("/tell-me") { try await tellMe.answer($0) },
            .get("/about") { try await AboutPage(services: services).answer($0) },
        ]
    }

    private var shops: [PageRoute] {
        let page = ShopPage(services: services)
        let actions = ShopActions(services: services)
        let sync = SyncPage(services: services)
        return [
            .get("/shops") { try await ShopListPage(services: services).answer($0) },
            .get("/shops/new", .administrator) { actions.new($0) },
            .post("/shops/new", .administrator) { try await actions.add($0) }, .get("/shops/{code}") { try await page.answer($0) },
            .post("/shops/{code}", .administrator) { try await actions.save($0) },
            .post("/shops/{code}/test", .operator) { try await actions.test($0) },
            .post("/shops/{code}/enable", .administrator) { try await actions.enable($0, true) },
            .post("/shops/{code}/disable", .administrator) { try await actions.enable($0, false) },
            .post("/shops/{code}/remove", .administrator) { try await actions.remove($0) },
            .get("/shops/{code}/sync", .operator) { try await sync.list($0) },
            .get("/shops/{code}/sync/{task}", .operator) { try await sync.show($0) },
            .post("/shops/{code}/sync/{task}", .operator) { try await sync.start($0) },
        ]
    }

    private var queue: [PageRoute] {
        let new = NewEntryPage(services: services)
        let actions = EntryActions(services: services)
        return [
            .get("/job-queue") { try await EntryListPage(services: services).answer($0) },
            .get("/job-queue/new", .operator) { try await new.show($0) },
            .post("/job-queue/new", .operator) { try await new.add($0) }, .get("/job-queue/preview") { new.preview($0) },
            .get("/job-queue/log") { try await RunListPage(services: services).answer($0) },
            .get("/job-queue/log/{id}") { try await RunPage(services: services).answer($0) },
            .get("/job-queue/{id}") { try await EntryPage(services: services).answer($0) },
            .post("/job-queue/{id}/ready", .operator) { try await actions.change($0, .noticeReady) { try await $0.ready($1) } },
            .post("/job-queue/{id}/hold", .operator) { try await actions.change($0, .noticeHold) { try await $0.hold($1) } },
            .post("/job-queue/{id}/restart", .operator) { try await actions.change($0, .noticeRestart) { try await $0.restart($1) } },
            .post("/job-queue/{id}/cancel", .operator) { try await actions.change($0, .noticeCancel) { try await $0.cancel($1) } },
            .post("/job-queue/{id}/run-once", .operator) { try await actions.runOnce($0) },
            .post("/job-queue/{id}/delete", .operator) { try await actions.delete($0) },
        ]
    }

    private var records: [PageRoute] {
        let orders = OrderPages(services: services)
        let skipped = SkippedPages(services: services)
        let documents = DocumentPages(services: services)
        return [
            .get("/orders") { try await orders.list($0) }, .get("/orders/{shop}/{number}") { try await orders.show($0) },
            .post("/orders/{shop}/{number}/process", .operator) { try await orders.process($0) },
            .post("/orders/{shop}/{number}/resolve", .operator) { try await orders.resolve($0) },
            .get("/skipped-records") { try await skipped.list($0) },
            .post("/skipped-records/{id}/retry", .operator) { try await skipped.retry($0) },
            .post("/skipped-records/{id}/dismiss", .operator) { try await skipped.dismiss($0) },
            .get("/activity") { try await skipped.activity($0) },
            .get("/ledger/sales-orders") { try await documents.documents($0, .order, .salesOrders) },
            .get("/ledger/invoices") { try await documents.documents($0, .invoice, .invoices) },
            .get("/ledger/items") { try await documents.items($0) },
            .get("/ledger/customers") { try await documents.customers($0) },
            .get("/ledger/documents/{type}/{no}") { try await documents.document($0) },
        ]
    }

    /// Adds every page, the open ones and the assets.
    func register(_ router: Router<WebContext>, _ authentication: Authentication) {
        let queue = services.queue
        let gate = PageGate(authentication: authentication, renderer: renderer) { try await queue.counts()[.inProcess] ?? 0 }
        for route in routes {
            router.on(route.routerPath, method: route.method) { request, context in try await gate.respond(to: request, context, route) }
        }
        let signIn = SignInPages(services: services, renderer: renderer)
        router.get("/sign-in") { request, _ in try signIn.signIn(request) }
        router.post("/sign-in") { request, _ in try await signIn.postSignIn(request) }
        router.get("/welcome") { request, _ in try await signIn.welcome(request) }
        router.post("/welcome") { request, _ in try await signIn.postWelcome(request) }
        router.post("/sign-out") { request, _ in try await signIn.signOut(request) }
        router.get("/theme") { request, _ in Preferences.theme(request) }
        router.get("/language") { request, _ in try await Preferences.language(request, authentication, services) }
        router.get("/assets/backroom.css") { request, _ in Assets.style(request) }
        router.get("/assets/backroom.js") { request, _ in Assets.script(request) }
    }
}
