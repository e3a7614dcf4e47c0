import Foundation
import Hummingbird

/// A page's address with its parameters: filters stand in it, so that a filtered list can be kept and sent.
struct PageQuery: Sendable {
    let path: String
    private let values: [String: String]

    init(_ request: Request) {
        path = request.uri.path
        values = Dictionary(request.uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { first, _ in first })
    }

    init(path: String, _ values: [String: String] = [:]) {
        self.path = path
        self.values = values
    }

    /// A parameter, nil when absent or blank.
    func value(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The address with one parameter changed; a changed filter begins at the first page.
    func with(_ name: String, _ value: String?) -> String {
        var changed = values
        changed[name] = value
        if name != "cursor" { changed["cursor"] = nil }
        return Self.address(path, changed)
    }

    /// Whether a filter or a search narrows the list.
    var isFiltered: Bool { values.contains { !["cursor", "format", "sort"].contains($0.key) && !$0.value.isEmpty } }

    /// The parameters of the address but for this one and the place in the list.
    func others(than name: String) -> [ListView.Kept] {
        values.sorted { $0.key < $1.key }.filter { ![name, "cursor", "format"].contains($0.key) && !$0.value.isEmpty }.map {
            ListView.Kept(keptName: $0.key, keptValue: $0.value)
        }
    }

    /// The address itself, to come back to.
    var address: String { Self.address(path, values) }

    static func address(_ path: String, _ values: [String: String]) -> String {
        let pairs = values.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { "\(escape($0.key))=\(escape($0.value))" }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }

    static func escape(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? ""
    }

    /// The key that a cursor stands for.
    var after: String? {
        value("cursor").flatMap(Base64URL.data).flatMap { String(data: $0, encoding: .utf8) }
    }

    /// The cursor of a key.
    static func cursor(_ key: String) -> String { Base64URL.text(key.utf8) }

    /// A filter with its choices; the first one stands for all.
    func filter(_ name: String, title: String, all: String, _ choices: [(value: String, title: String)]) -> ListView.Filter {
        let chosen = value(name)
        let everything = ListView.Choice(choiceTitle: all, choiceHref: with(name, nil), isChosen: chosen == nil)
        return ListView.Filter(
            filterTitle: title,
            filterChoices: [everything]
                + choices.map { ListView.Choice(choiceTitle: $0.title, choiceHref: with(name, $0.value), isChosen: chosen == $0.value) }
        )
    }
}
