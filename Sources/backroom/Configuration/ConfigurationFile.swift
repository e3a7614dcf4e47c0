import Foundation
import Yams

/// `backroom.yaml`: one mapping of the known keys.
struct ConfigurationFile {
    let path: String
    let values: [String: String]

    /// Reads the file; an absent one is empty unless a person named it.
    ///
    /// - Throws: `SettingsError` naming every unknown key, or the line that is not YAML.
    static func read(_ path: String, mustExist: Bool) throws -> ConfigurationFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            guard mustExist else { return ConfigurationFile(path: path, values: [:]) }
            throw SettingsError(items: [.init(key: "config", source: path, message: "the file cannot be read")])
        }
        let node: Yams.Node?
        do {
            node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            throw SettingsError(items: [.init(key: "config", source: path, message: "not valid YAML: \(error)")])
        }
        guard let node else { return ConfigurationFile(path: path, values: [:]) }
        guard let mapping = node.mapping else {
            throw SettingsError(items: [.init(key: "config", source: path, message: "must be a mapping such as “port: 8080”")])
        }
        var values: [String: String] = [:]
        var wrong: [SettingsError.Item] = []
        for (key, value) in mapping {
            let name = key.string ?? "?"
            if SettingKey(rawValue: name) == nil {
                let known = SettingKey.allCases.map(\.rawValue).joined(separator: ", ")
                wrong.append(.init(key: name, source: path, message: "not a known key; known are: \(known)"))
            } else if let text = value.scalar?.string {
                values[name] = text
            } else {
                wrong.append(.init(key: name, source: path, message: "must be one value, not a list or a mapping"))
            }
        }
        guard wrong.isEmpty else { throw SettingsError(items: wrong) }
        return ConfigurationFile(path: path, values: values)
    }
}
