import Foundation
import Hummingbird

/// What is said on the next page: carried in a cookie that lives for one page.
struct Notice: Codable, Sendable, Equatable {
    static let cookie = "backroom_notice"

    let text: String
    var kind = "running"
    var href: String?
    var link: String?

    /// For the cookie. What comes back is shown escaped, and its link must be one of ours.
    var cookieValue: String {
        (try? JSONEncoder().encode(self)).map { Base64URL.text($0) } ?? ""
    }

    init(_ text: String, kind: String = "running", href: String? = nil, link: String? = nil) {
        self.text = text
        self.kind = kind
        self.href = href
        self.link = link
    }

    init?(of request: Request) {
        guard let value = request.cookies[Self.cookie]?.value, value.utf8.count < 3000, let data = Base64URL.data(value),
            let notice = try? JSONDecoder().decode(Notice.self, from: data), notice.href?.hasPrefix("/") ?? true,
            notice.href?.hasPrefix("//") != true
        else { return nil }
        self = notice
    }
}
