import Hummingbird

/// One page: its route, who may see it, what it shows or does.
struct PageRoute: Sendable {
    let method: HTTPRequest.Method
    /// With parameters in braces, as in the API.
    let path: String
    let role: Role
    /// Whether the page is the same for everybody of a role and a language: nothing of who asks is on it but the token of its forms.
    var isShared = false
    let handle: @Sendable (PageCall) async throws -> PageAnswer

    /// A page that everybody of a role and a language sees alike.
    static func shared(_ path: String, _ role: Role = .viewer, _ handle: @escaping @Sendable (PageCall) async throws -> PageAnswer)
        -> PageRoute
    {
        PageRoute(method: .get, path: path, role: role, isShared: true, handle: handle)
    }

    /// A page that may speak of who asks for it.
    static func get(_ path: String, _ role: Role = .viewer, _ handle: @escaping @Sendable (PageCall) async throws -> PageAnswer)
        -> PageRoute
    {
        PageRoute(method: .get, path: path, role: role, handle: handle)
    }

    static func post(_ path: String, _ role: Role, _ handle: @escaping @Sendable (PageCall) async throws -> PageAnswer) -> PageRoute {
        PageRoute(method: .post, path: path, role: role, handle: handle)
    }

    /// What the audit trail calls it.
    var action: String { "\(method.rawValue) \(path)" }

    var routerPath: RouterPath {
        RouterPath(
            path.split(separator: "/").map { $0.hasPrefix("{") ? ":" + $0.dropFirst().dropLast() : String($0) }.joined(separator: "/")
        )
    }
}

/// What a page answers.
enum PageAnswer {
    /// A page in the frame; `place` marks where one is.
    case page(template: String, title: String, place: Place?, status: HTTPResponse.Status = .ok, view: Any)
    /// A file to keep.
    case file(name: String, type: String, body: ResponseBody)
    /// A piece of a page, for the script.
    case fragment(template: String, view: Any)
    /// Elsewhere, with something to say there.
    case redirect(String, Notice? = nil, cookies: [Cookie] = [])
}

/// The places of the bar.
enum Place: String, CaseIterable, Sendable {
    case roleCenter = "/"
    case shops = "/shops"
    case jobQueue = "/job-queue"
    case orders = "/orders"
    case products = "/products"
    case customers = "/customers"
    case payouts = "/payouts"
    case ledger = "/ledger/sales-orders"
    /// In the menu of the user, not in the bar.
    case settings = "/settings"

    static let bar = allCases.filter { $0 != .settings }
}
