import Foundation
import HTTPTypes
import Hummingbird

/// The one door of the pages: signed in, allowed, and asked for by a page of ours.
struct PageGate: Sendable {
    let authentication: Authentication
    let renderer: PageRenderer
    let audit: AuditTrail
    let news: @Sendable () -> NewsMark
    let regions: LiveRegions
    let queue: @Sendable () async throws -> Int

    func respond(to request: Request, _ context: WebContext, _ route: PageRoute) async throws -> Response {
        guard let session = try await authentication.session(of: request) else { return Response.redirect("/sign-in") }
        let user = session.user
        let speech = renderer.speech(request, user)
        var form: [String: [String]] = [:]
        if route.method != .get {
            try Self.checkOrigin(request)
            form = try await FormReader.read(request)
            guard Authentication.same(form["csrf"]?.last ?? request.headers[.csrfToken] ?? "", session.csrf) else {
                throw Problem(.forbidden, code: "csrf", "The form is from another session. Go back, reload the page and send it again.")
            }
        }
        let principal = Principal(name: user.name, role: user.role, proof: .session)
        let subject = AuditTrail.Subject(principal, route.action, fields: form.keys.filter { $0 != "csrf" })
        guard user.role >= route.role else {
            await audit.keep(subject, request, context, status: 403)
            throw Problem(
                .forbidden,
                code: "forbidden",
                "This needs the role \(route.role.rawValue); “\(user.name)” has \(user.role.rawValue)."
            )
        }
        var context = context
        context.principal = principal
        let call = PageCall(request: request, context: context, user: user, csrf: session.csrf, speech: speech, form: form)
        do {
            guard route.method != .get else {
                guard let heard = request.headers[.live] else { return try await respond(to: call, route) }
                return try await live(call, route, heard: heard)
            }
            return try await audit.recording(subject, request, context) { try await respond(to: call, route) }
        } catch let error where route.method != .get {
            // What an action was refused for is said on the page that it was asked from.
            let failure = Failure(classifying: error)
            guard failure.kind != .failed else { throw error }
            return try await renderer.response(
                to: call,
                .redirect(Self.back(request), Notice(failure.message, kind: "failure")),
                running: 0,
                news: news()
            )
        }
    }

    private func respond(to call: PageCall, _ route: PageRoute) async throws -> Response {
        let news = news()
        return try await renderer.response(to: call, try await route.handle(call), running: try await queue(), news: news)
    }

    /// What is live of a page that is open, after news: shared where it is the same for others.
    private func live(_ call: PageCall, _ route: PageRoute, heard: String) async throws -> Response {
        guard route.isShared else { return try await respond(to: call, route) }
        let key = LiveRegions.Key(address: call.query.address, role: call.user.role, language: call.speech.language)
        // Made for nobody in particular: a page that spoke of its reader would speak of nobody.
        let user = User(name: "", role: call.user.role, language: call.user.language, createdAt: .distantPast)
        let (request, context, speech, form) = (call.request, call.context, call.speech, call.form)
        let body = try await regions.body(key, heard: heard) {
            let anybody = PageCall(request: request, context: context, user: user, csrf: renderer.placeholder, speech: speech, form: form)
            return try renderer.live(anybody, try await route.handle(anybody), running: try await queue())
        }
        guard let body else { return try await respond(to: call, route) }
        return Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: body.html(csrf: call.csrf))
        )
    }

    /// Refuses forms that another site's page sent.
    static func checkOrigin(_ request: Request) throws {
        guard let origin = request.headers[.origin], origin != "null" else { return }
        guard let host = URL(string: origin).flatMap({ url in url.host().map { $0 + (url.port.map { ":\($0)" } ?? "") } }),
            host == request.head.authority
        else {
            throw Problem(.forbidden, code: "foreign_origin", "The form was sent by a page of another address.")
        }
    }

    /// The page that the form stood on; only its path is used.
    static func back(_ request: Request, or home: String = "/") -> String {
        guard let referer = request.headers[.referer], let url = URL(string: referer), url.path().hasPrefix("/"),
            !url.path().hasPrefix("//")
        else { return home }
        return url.path() + (url.query().map { "?\($0)" } ?? "")
    }
}

extension HTTPField.Name {
    /// Asks for what is live of a page; its value is the mark of the news that the page has heard of.
    static let live = HTTPField.Name.known("X-Live")
}
