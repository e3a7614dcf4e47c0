import Foundation

/// Where a shop is: its own domain, and an endpoint that stands in for it, if any.
enum ShopAddress {
    /// The domain out of what people paste: `https://name.myshopify.com/…`, `name.myshopify.com`, `https://admin.shopify.com/store/name`.
    static func domain(_ text: String) throws -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let address = trimmed.contains("://") ? trimmed : "https://" + trimmed
        guard let parts = URLComponents(string: address), var host = parts.host?.lowercased(), !host.isEmpty else { throw refused(text) }
        guard parts.scheme == "https" || parts.scheme == "http", parts.user == nil, parts.password == nil else { throw refused(text) }
        if host == "admin.shopify.com" {
            let path = parts.path.split(separator: "/")
            guard path.count >= 2, path[0] == "store" else { throw refused(text) }
            host = path[1].lowercased() + ".myshopify.com"
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let allowed = labels.allSatisfy { label in
            !label.isEmpty && label.first != "-"
                && label.utf8.allSatisfy { $0 == 0x2d || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) }
        }
        guard allowed, labels.count > 1, host.utf8.count <= 253 else { throw refused(text) }
        return host
    }

    /// An endpoint: http or https, a host, no path but `/` or a prefix such as `/shops/demo`.
    static func endpoint(_ text: String) throws -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let parts = URLComponents(string: trimmed), parts.scheme == "https" || parts.scheme == "http",
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.query == nil, parts.fragment == nil
        else {
            throw ConnectorError(
                .invalidValue,
                "“\(text)” is no endpoint: write http://HOST:PORT or https://HOST.",
                record: text,
                field: "endpoint"
            )
        }
        return trimmed.hasSuffix("/") ? String(trimmed.dropLast()) : trimmed
    }

    private static func refused(_ text: String) -> ConnectorError {
        ConnectorError(.invalidValue, "“\(text)” is no shop address: write https://NAME.myshopify.com.", record: text, field: "url")
    }
}
