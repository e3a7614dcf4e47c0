import Foundation
import HTTPTypes
import Hummingbird
import Mustache

/// Makes HTML of what pages answer.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    /// Stands for the token of the forms in what is made for many.
    let placeholder = RandomSecret.make()
    let version: String
    let zone: TimeZone
    let language: PageLanguage

    init(version: String, zone: TimeZone, language: PageLanguage) throws {
        library = try Templates.library()
        self.version = version
        self.zone = zone
        self.language = language
    }

    private struct Whole {
        let frame: FrameView
        let page: Any
    }

    private struct Piece {
        let page: Any
    }

    /// The language: the user's, else the cookie's, else what the browser asks for, else the installation's.
    func speech(_ request: Request, _ user: User?) -> Speech {
        let cookie = request.cookies["language"].flatMap { PageLanguage(rawValue: $0.value) }
        let browser: PageLanguage? = request.headers[.acceptLanguage].map { $0.lowercased().hasPrefix("ru") ? .russian : .english }
        return Speech(user?.language ?? cookie ?? browser ?? language, zone: zone)
    }

    func response(to call: PageCall, _ answer: PageAnswer, running: Int, news: NewsMark) async throws -> Response {
        switch answer {
        case .page(let template, let title, let place, let status, let view):
            let frame = frame(call, title: title, place: place, running: running, news: news.text)
            var response = try html(template, Whole(frame: frame, page: view), status)
            if Notice(of: call.request) != nil { response.setCookie(Self.cookie(Notice.cookie, "", call.request, seconds: 0)) }
            return response
        case .file(let name, let type, let body):
            return Response(
                status: .ok,
                headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store"],
                body: body
            )
        case .fragment(let template, let view):
            return try html(template, Piece(page: view), .ok)
        case .redirect(let address, let notice, let cookies):
            var response = Response.redirect(address)
            for cookie in cookies { response.setCookie(cookie) }
            if let notice { response.setCookie(Self.cookie(Notice.cookie, notice.cookieValue, call.request, seconds: 60)) }
            return response
        }
    }

    /// What is live of a page; nil when the answer is no page, or says that something is wrong.
    func live(_ call: PageCall, _ answer: PageAnswer, running: Int) throws -> LiveBody? {
        guard case .page(let template, let title, let place, .ok, let view) = answer else { return nil }
        let frame = frame(call, isLive: true, title: title, place: place, running: running, news: "")
        return LiveBody(text(template, Whole(frame: frame, page: view)), placeholder: placeholder)
    }

    /// A page without the frame: signing in.
    func bare(_ request: Request, title: String, status: HTTPResponse.Status, view: Any) throws -> Response {
        let frame = frame(request, title: title, place: nil, user: "", csrf: "", running: 0, speech(request, nil))
        return try html("bare", Whole(frame: frame, page: view), status)
    }

    private func html(_ template: String, _ view: Any, _ status: HTTPResponse.Status) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text(template, view)))
        )
    }

    private func text(_ template: String, _ view: Any) -> String {
        guard let text = library.render(view, withTemplate: template) else { preconditionFailure("there is no template “\(template)”") }
        return text
    }

    private func frame(_ call: PageCall, isLive: Bool = false, title: String, place: Place?, running: Int, news: String) -> FrameView {
        frame(
            call.request,
            isLive: isLive,
            news: news,
            title: title,
            place: place,
            user: call.user.name,
            isAdministrator: call.may(.administrator),
            csrf: call.csrf,
            running: running,
            call.speech
        )
    }

    private func frame(
        _ request: Request,
        isLive: Bool = false,
        news: String = "",
        title: String,
        place: Place?,
        user: String,
        isAdministrator: Bool = false,
        csrf: String,
        running: Int,
        _ t: Speech
    ) -> FrameView {
        let theme = request.cookies["theme"].map(\.value).flatMap { ["light", "dark"].contains($0) ? $0 : nil }
        let notice = Notice(of: request)
        let titles: [Place: Text] = [
            .roleCenter: .roleCenter, .shops: .shopsShort, .jobQueue: .jobQueue, .orders: .ordersShort, .products: .products,
            .customers: .shopCustomers, .payouts: .payouts, .ledger: .ledger,
        ]
        let other: PageLanguage = t.language == .english ? .russian : .english
        return FrameView(
            isLive: isLive,
            news: news,
            title: title,
            language: t.language.rawValue,
            theme: theme,
            version: version,
            csrf: csrf,
            user: user,
            zone: zone.identifier,
            places: Place.bar.map {
                .init(placeTitle: titles[$0].map { t($0) } ?? "", placeHref: $0.rawValue, isCurrent: $0 == place)
            },
            running: t.number(running),
            runningText: t(.runningNow, t.number(running)),
            runningWord: t(.runningWord),
            notice: notice?.text,
            noticeKind: notice?.kind ?? "",
            noticeHref: notice?.href,
            noticeLink: notice?.link ?? "",
            otherLanguage: other.rawValue,
            otherLanguageName: other == .russian ? "RU" : "EN",
            otherTheme: theme == "dark" ? "light" : "dark",
            themeIcon: theme == "dark" ? "sun" : "moon",
            themeText: theme == "dark" ? t(.lightTheme) : t(.darkTheme),
            back: PageQuery.escape(PageQuery(request).address),
            skipText: t(.skipToContent),
            placesText: t(.places),
            tellMeText: t(.tellMe),
            tellMeLong: t(.tellMeLong),
            tellMeHint: t(.tellMeHint),
            signOutText: t(.signOut),
            aboutText: t(.about),
            closeText: t(.close),
            settingsText: t(.settings),
            noticesText: t(.notices),
            usersText: t(.users),
            userMenuText: t(.userMenu),
            copyText: t(.copy),
            isAdministrator: isAdministrator
        )
    }

    /// A cookie for our pages only; over TLS it stays there.
    static func cookie(_ name: String, _ value: String, _ request: Request, seconds: Int) -> Cookie {
        let isSecure = request.headers[.forwardedProto] == "https"
        return Cookie(name: name, value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}

extension HTTPField.Name {
    static let forwardedProto = HTTPField.Name.known("X-Forwarded-Proto")
}

extension Response {
    /// A redirect after a form, or to where one may be: always fetched by GET.
    static func redirect(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}
