import Foundation
import Hummingbird

/// A request of a page by somebody who is signed in.
struct PageCall: Sendable {
    let request: Request
    let context: WebContext
    let user: User
    let csrf: String
    let speech: Speech
    /// The fields of a posted form, each with all its values.
    let form: [String: [String]]

    var query: PageQuery { PageQuery(request) }

    func path(_ name: String) throws -> String {
        let text = try context.parameters.require(name)
        return text.removingPercentEncoding ?? text
    }

    /// A field's value: the last one counts, so that a checkbox wins over the hidden field before it.
    func field(_ name: String) -> String {
        (form[name]?.last ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func isOn(_ name: String) -> Bool { field(name) == "true" }

    func may(_ role: Role) -> Bool { user.role >= role }
}
