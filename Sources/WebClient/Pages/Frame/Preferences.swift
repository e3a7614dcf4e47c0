import Hummingbird

/// Theme and language: a cookie, and for somebody who is signed in the language also beside his name.
enum Preferences {
    static func theme(_ request: Request) -> Response {
        let theme = request.uri.queryParameters["to"].map(String.init) ?? ""
        var response = Response.redirect(back(request))
        if ["light", "dark"].contains(theme) { response.setCookie(PageRenderer.cookie("theme", theme, request, seconds: 365 * 86_400)) }
        return response
    }

    static func language(_ request: Request, _ authentication: Authentication, _ services: WebServices) async throws -> Response {
        var response = Response.redirect(back(request))
        guard let language = request.uri.queryParameters["to"].flatMap({ PageLanguage(rawValue: String($0)) }) else { return response }
        response.setCookie(PageRenderer.cookie("language", language.rawValue, request, seconds: 365 * 86_400))
        if let session = try await authentication.session(of: request) {
            try await Users(database: services.database).setLanguage(session.user.name, language)
        }
        return response
    }

    /// Where one came from: a path of ours, never another address.
    private static func back(_ request: Request) -> String {
        let text = request.uri.queryParameters["back"].map(String.init) ?? "/"
        // Browsers leave tabs and line breaks out of addresses: what is left must not begin with two slashes.
        let isOurs =
            text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return isOurs ? text : "/"
    }
}
