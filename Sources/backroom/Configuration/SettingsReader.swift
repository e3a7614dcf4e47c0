import Configuration
import Foundation
import Logging
import Storage
import WebClient

/// Reads the settings from flags, environment and file, in this order, and names all that is wrong at once.
struct SettingsReader {
    private let layers: [(name: (SettingKey) -> String, reader: ConfigReader)]

    /// - Parameters:
    ///   - flags: what was given on the command line, by key.
    ///   - environment: the process's variables.
    ///   - file: the configuration file.
    init(flags: [SettingKey: String], environment: [String: String], file: ConfigurationFile) {
        func memory(_ values: [String: String]) -> InMemoryProvider {
            InMemoryProvider(
                values: Dictionary(
                    uniqueKeysWithValues: values.map { (AbsoluteConfigKey(["backroom", $0]), ConfigValue(.string($1), isSecret: false)) }
                )
            )
        }
        let flags = Dictionary(uniqueKeysWithValues: flags.map { ($0.rawValue, $1) })
        // An empty variable is an unset one: that is how shells and container files leave a setting out.
        let variables = EnvironmentVariablesProvider(environmentVariables: environment.filter { !$0.value.isEmpty })
        layers = [
            ({ $0.flag }, ConfigReader(provider: memory(flags)).scoped(to: "backroom")),
            ({ $0.environmentName }, ConfigReader(provider: variables).scoped(to: "backroom")),
            ({ _ in file.path }, ConfigReader(provider: memory(file.values)).scoped(to: "backroom")),
        ]
    }

    /// The settings.
    ///
    /// - Throws: `SettingsError` with every wrong value.
    func read() throws -> Settings {
        var wrong: [SettingsError.Item] = []
        func value<T>(_ key: SettingKey, default fallback: T, _ parse: (String) -> T?, expected: String) -> T {
            guard let (text, source) = text(key) else { return fallback }
            if let value = parse(text) { return value }
            let shown = [.secretKey, .database, .webhookSecret].contains(key) ? "the value" : "“\(text)”"
            wrong.append(.init(key: key.rawValue, source: source, message: "\(shown) is not \(expected)"))
            return fallback
        }
        func optional<T>(_ key: SettingKey, _ parse: (String) -> T?, expected: String) -> T? {
            value(key, default: T?.none, { text in parse(text).map(T?.some) }, expected: expected)
        }
        let fallbackAddress = try DatabaseAddress("sqlite:backroom.db")
        let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        let settings = Settings(
            database: value(
                .database,
                default: fallbackAddress,
                { try? DatabaseAddress($0) },
                expected: "an address such as sqlite:backroom.db or postgres://user:password@host:5432/name"
            ),
            secretKey: optional(
                .secretKey,
                { SecretKeyFile.bytes($0) == nil ? nil : $0 },
                expected: "32 bytes in Base64 (make one with: openssl rand -base64 32)"
            ),
            host: value(.host, default: "127.0.0.1", { $0.isEmpty || $0.contains(" ") ? nil : $0 }, expected: "a host name or address"),
            port: value(
                .port,
                default: 8080,
                { Int($0).flatMap { (0...65_535).contains($0) ? $0 : nil } },
                expected: "a port from 0 to 65535"
            ),
            publicURL: optional(.publicUrl, Self.publicURL, expected: "an address such as https://backroom.example.com"),
            webhookSecret: optional(
                .webhookSecret,
                { (16...200).contains($0.utf8.count) ? $0 : nil },
                expected: "a text of 16 to 200 bytes (make one with: openssl rand -hex 32)"
            ),
            tls: tls(&wrong),
            proxies: value(
                .trustedProxies,
                default: .loopback,
                { TrustedProxies($0) },
                expected: "addresses or ranges such as 10.0.0.0/8, separated by commas, or none"
            ),
            workers: value(
                .workers,
                default: 4,
                { Int($0).flatMap { (1...256).contains($0) ? $0 : nil } },
                expected: "a number from 1 to 256"
            ),
            logLevel: value(.logLevel, default: .info, { Logger.Level(rawValue: $0.lowercased()) }, expected: "one of \(levels)"),
            logFormat: value(.logFormat, default: .text, { Settings.LogFormat(rawValue: $0) }, expected: "text or json"),
            timeZone: value(.timeZone, default: .current, { TimeZone(identifier: $0) }, expected: "a zone such as Europe/Berlin"),
            language: value(.language, default: .en, { Settings.Language(rawValue: $0) }, expected: "en or ru")
        )
        guard wrong.isEmpty else { throw SettingsError(items: wrong) }
        return settings
    }

    private func text(_ key: SettingKey) -> (String, String)? {
        for layer in layers {
            if let text = layer.reader.string(forKey: ConfigKey([key.rawValue])) { return (text, layer.name(key)) }
        }
        return nil
    }

    /// Certificate and key are given both or not at all.
    private func tls(_ wrong: inout [SettingsError.Item]) -> TLSFiles? {
        switch (text(.tlsCertificate), text(.tlsKey)) {
        case (nil, nil): return nil
        case (let certificate?, let key?): return TLSFiles(certificate: certificate.0, key: key.0)
        case (let certificate?, nil):
            wrong.append(.init(key: SettingKey.tlsCertificate.rawValue, source: certificate.1, message: "needs tlsKey beside it"))
        case (nil, let key?):
            wrong.append(.init(key: SettingKey.tlsKey.rawValue, source: key.1, message: "needs tlsCertificate beside it"))
        }
        return nil
    }

    private static func publicURL(_ text: String) -> URL? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil else { return nil }
        return url
    }
}
