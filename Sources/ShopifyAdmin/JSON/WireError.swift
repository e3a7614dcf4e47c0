import Foundation

/// The words in the body of a refusal: `errors` as text, as an object or as a list, or the fields of OAuth.
enum WireError {
    private struct OAuth: Decodable {
        let error: String?
        let errorDescription: String?

        enum CodingKeys: String, CodingKey {
            case error
            case errorDescription = "error_description"
        }
    }

    /// At most 300 characters of explanation; `nil` when the body has none, such as a page of HTML.
    static func words(in body: Data) -> String? {
        guard let members = try? JSONScanner.members(of: body) else { return nil }
        var words: String?
        if let errors = members.first(where: { $0.key == "errors" })?.value {
            if let text = try? AdminJSON.decode(String.self, from: errors) {
                words = text
            } else if let list = try? AdminJSON.decode([GraphQLError].self, from: errors) {
                words = list.map(\.message).joined(separator: "; ")
            } else if let fields = try? AdminJSON.decode([String: String].self, from: errors) {
                words = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
            }
        } else if let oauth = try? AdminJSON.decode(OAuth.self, from: body) {
            words = oauth.errorDescription ?? oauth.error
        }
        return words.map { String($0.prefix(300)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension AdminHTTPResponse {
    /// The `Retry-After` header, in seconds. Dates are not understood: Shopify sends numbers.
    var retryAfter: Duration? {
        guard let text = header("Retry-After"), let seconds = Double(text.trimmingCharacters(in: .whitespaces)), seconds >= 0,
            seconds < 86_400
        else { return nil }
        return .seconds(seconds)
    }
}
