import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out, and the one-time link of the first start. These are the only pages that are open.
struct SignInPages: Sendable {
    let services: WebServices
    let renderer: PageRenderer
    private var users: Users { Users(database: services.database) }
    private var sessions: Sessions { Sessions(database: services.database) }
    private var links: OneTimeLinks { OneTimeLinks(database: services.database) }
    private var audit: AuditTrail { AuditTrail(database: services.database) }

    struct View {
        let action: String
        var error: String?
        var intro: String?
        var code: String?
        var asksName = true
        var name = ""
        /// What the error is about; a wrong sign-in does not tell which of the two it was.
        var nameIsWrong = false
        var passwordIsWrong = false
        let nameLabel: String
        let passwordLabel: String
        var passwordHint = "current-password"
        var button: String?
    }

    private func page(_ request: Request, _ title: Text, status: HTTPResponse.Status = .ok, _ change: (inout View, Speech) -> Void) throws
        -> Response
    {
        let t = renderer.speech(request, nil)
        var view = View(action: request.uri.path, nameLabel: t(.userName), passwordLabel: t(.password), button: t(title))
        change(&view, t)
        return try renderer.bare(request, title: t(title), status: status, view: view)
    }

    func signIn(_ request: Request) throws -> Response {
        try page(request, .signIn) { _, _ in }
    }

    func postSignIn(_ request: Request, _ context: WebContext) async throws -> Response {
        try PageGate.checkOrigin(request)
        let form = try await FormReader.read(request)
        let name = form["name"]?.last ?? ""
        let failure: String?
        do {
            if let user = try await users.signIn(name, form["password"]?.last ?? "") { return try await enter(user.name, request, context) }
            failure = renderer.speech(request, nil)(.wrongPassword)
        } catch let error as AccessError {
            failure = error.message
        }
        await audit.keep(.init(trying: name, "POST /sign-in"), request, context, status: 401)
        return try page(request, .signIn, status: .unprocessableContent) { view, _ in
            view.error = failure
            view.name = name
            (view.nameIsWrong, view.passwordIsWrong) = (true, true)
        }
    }

    /// A one-time link: lets a user in, or asks the first administrator for name and password. Looking at it does not use it up.
    func welcome(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = request.uri.queryParameters["code"].map(String.init) ?? ""
        switch try await links.look(code) {
        case .user(let name) where Self.isOpenedByItself(request):
            guard try await links.use(code) != nil else { return Response.redirect("/sign-in") }
            return try await enter(name, request, context)
        case .user:
            return try page(request, .signIn) { view, _ in
                view.code = code
                view.asksName = false
            }
        case .firstAdministrator:
            return try page(request, .welcome) { view, t in
                view.code = code
                view.intro = t(.welcomeIntro)
                view.passwordHint = "new-password"
            }
        case nil:
            return try page(request, .linkEnded, status: .notFound) { view, t in
                view.error = t(.linkEndedText)
                view.asksName = false
                view.button = nil
            }
        }
    }

    /// Whether a person opened the address by itself, from a terminal, a message or the address bar: then the link lets in at once. One
    /// that a page of somebody else leads to asks first, so that nobody is signed in as another without knowing; so does one that is only
    /// fetched ahead, and one of a browser that does not say.
    private static func isOpenedByItself(_ request: Request) -> Bool {
        request.headers[.secFetchSite] == "none" && request.headers[.secFetchMode] == "navigate"
            && request.headers[.secFetchDest] == "document" && request.headers[.secPurpose] == nil && request.headers[.purpose] == nil
    }

    func postWelcome(_ request: Request, _ context: WebContext) async throws -> Response {
        try PageGate.checkOrigin(request)
        let form = try await FormReader.read(request)
        let code = form["code"]?.last ?? ""
        switch try await links.look(code) {
        case .user(let name):
            guard try await links.use(code) != nil else { return Response.redirect("/sign-in") }
            return try await enter(name, request, context)
        case .firstAdministrator:
            let name = form["name"]?.last ?? ""
            do {
                let user = try await users.add(name, role: .administrator, password: form["password"]?.last ?? "")
                _ = try await links.use(code)
                return try await enter(user.name, request, context)
            } catch let error as AccessError {
                return try page(request, .welcome, status: .unprocessableContent) { view, t in
                    (view.error, view.code, view.name, view.intro, view.passwordHint) = (
                        error.message, code, name, t(.welcomeIntro), "new-password"
                    )
                    (view.nameIsWrong, view.passwordIsWrong) = (error.field == "name", error.field == "password")
                }
            }
        case nil:
            return Response.redirect("/sign-in")
        }
    }

    func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
        try PageGate.checkOrigin(request)
        let form = try await FormReader.read(request)
        if let secret = request.cookies[Authentication.cookie]?.value, let session = try await sessions.find(secret) {
            guard Authentication.same(form["csrf"]?.last ?? "", session.csrf) else { return Response.redirect("/") }
            await audit.keep(.init(trying: session.user.name, "POST /sign-out"), request, context, status: 303)
            try await sessions.end(secret)
        }
        var response = Response.redirect("/sign-in")
        response.setCookie(PageRenderer.cookie(Authentication.cookie, "", request, seconds: 0))
        return response
    }

    private func enter(_ name: String, _ request: Request, _ context: WebContext) async throws -> Response {
        await audit.keep(.init(trying: name, "POST \(request.uri.path)"), request, context, status: 303)
        // A session that the browser brought along is not taken over: it ends.
        if let old = request.cookies[Authentication.cookie]?.value { try await sessions.end(old) }
        var response = Response.redirect("/")
        response.setCookie(PageRenderer.cookie(Authentication.cookie, try await sessions.begin(name), request, seconds: 14 * 86_400))
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = HTTPField.Name.known("Sec-Fetch-Site")
    fileprivate static let secFetchMode = HTTPField.Name.known("Sec-Fetch-Mode")
    fileprivate static let secFetchDest = HTTPField.Name.known("Sec-Fetch-Dest")
    fileprivate static let secPurpose = HTTPField.Name.known("Sec-Purpose")
    fileprivate static let purpose = HTTPField.Name.known("Purpose")
}
