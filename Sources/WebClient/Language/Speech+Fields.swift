import Connector
import JobQueue

/// The name and the help of a field of the shop card or of a request page, which come from where the field is defined, in English.
struct FieldText: Sendable {
    let label: String
    let help: String

    init(_ label: String, _ help: String) {
        self.label = label
        self.help = help
    }
}

extension Speech {
    /// A setting of the shop card.
    func field(_ setting: SettingDefinition) -> FieldText { field(setting.key, setting.help) }

    /// A parameter of a request page.
    func field(_ parameter: ParameterDescription) -> FieldText { field(parameter.key, parameter.help) }

    /// The name of a parameter where nothing but its key is known.
    func label(of parameter: String) -> String { field(parameter, "").label }

    /// A choice of such a field. One word may need another form beside another field.
    func choice(_ value: String, of key: String) -> String {
        guard language == .russian else { return Self.words(value) }
        return Russian.choices["\(key).\(value)"] ?? Russian.choices[value] ?? Self.words(value)
    }

    private func field(_ key: String, _ help: String) -> FieldText {
        let english = FieldText(Self.words(key), help)
        return language == .russian ? Russian.fields[key] ?? english : english
    }

    /// `allowBackgroundSyncs` → `Allow background syncs`.
    static func words(_ key: String) -> String {
        let spaced = key.reduce(into: "") { text, character in
            if character.isUppercase, let last = text.last, last.isLowercase { text += " " }
            text.append(character)
        }
        let words = spaced.split { $0 == " " || $0 == "_" }.map { $0.allSatisfy(\.isUppercase) ? String($0) : $0.lowercased() }
        let sentence = words.map { acronyms.contains($0) ? $0.uppercased() : $0 }.joined(separator: " ")
        return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    private static let acronyms: Set<String> = ["sku", "vat", "gtin", "url"]
}
