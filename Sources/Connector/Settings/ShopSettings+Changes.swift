import Foundation

extension ShopSettings: Codable {
    /// All values by key, as the shop's JSON shows them.
    public var values: [String: SettingValue] {
        Dictionary(uniqueKeysWithValues: SettingDefinition.all.map { ($0.key, $0.read(self)) })
    }

    /// The value of one key; nil for a key that does not exist.
    public func value(_ key: String) -> SettingValue? { SettingDefinition.named(key)?.read(self) }

    /// Sets many keys at once, or none: every unknown key and every wrong value is named in one error.
    /// - Throws: `ConnectorError` `unknownKey` or `invalidValue`.
    public mutating func set(_ changes: [String: String]) throws {
        var next = self
        var problems: [ConnectorError] = []
        for (key, text) in changes.sorted(by: { $0.key < $1.key }) {
            guard let definition = SettingDefinition.named(key) else {
                problems.append(Self.unknown(key))
                continue
            }
            do { try definition.write(&next, text) } catch let error as ConnectorError { problems.append(error) }
        }
        problems += next.contradictions
        guard let first = problems.first else {
            self = next
            return
        }
        if problems.count == 1 { throw first }
        throw ConnectorError(
            first.code,
            problems.map(\.message).joined(separator: " "),
            field: problems.compactMap(\.field).joined(separator: ", ")
        )
    }

    /// Settings that exclude each other.
    private var contradictions: [ConnectorError] {
        var found: [ConnectorError] = []
        if shopCanUpdateCustomers && canUpdateShopCustomers {
            found.append(
                ConnectorError(
                    .invalidValue,
                    "shopCanUpdateCustomers and canUpdateShopCustomers exclude each other: one side must own customers.",
                    field: "canUpdateShopCustomers"
                )
            )
        }
        if shopCanUpdateItems && canUpdateShopProducts {
            found.append(
                ConnectorError(
                    .invalidValue,
                    "shopCanUpdateItems and canUpdateShopProducts exclude each other: one side must own products.",
                    field: "canUpdateShopProducts"
                )
            )
        }
        return found
    }

    private static func unknown(_ key: String) -> ConnectorError {
        let near = SettingDefinition.all.map(\.key).first { $0.lowercased() == key.lowercased() }
        let hint = near.map { " Did you mean \($0)?" } ?? ""
        return ConnectorError(.unknownKey, "A shop has no setting “\(key)”.\(hint)", record: key, field: key)
    }

    /// Reads what an older or newer version stored: missing keys keep their defaults, unknown ones are left out.
    public init(from decoder: any Decoder) throws {
        self.init()
        let stored = try decoder.singleValueContainer().decode([String: SettingValue].self)
        for (key, value) in stored {
            guard let definition = SettingDefinition.named(key) else { continue }
            try? definition.write(&self, value.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
