import Foundation
import Logging
import Storage
import Testing
import WebClient

@testable import backroom

struct SettingsReaderTests {
    private func read(flags: [SettingKey: String] = [:], environment: [String: String] = [:], file: [String: String] = [:]) throws
        -> Settings
    {
        try SettingsReader(flags: flags, environment: environment, file: ConfigurationFile(path: "backroom.yaml", values: file)).read()
    }

    @Test func nothingGivenMeansTheDefaults() throws {
        let settings = try read()
        #expect(settings.database.description == "sqlite:backroom.db")
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.workers == 4)
        #expect(settings.logLevel == .info)
        #expect(settings.logFormat == .text)
        #expect(settings.language == .en)
        #expect(settings.secretKey == nil)
    }

    @Test func flagsWinOverTheEnvironmentAndTheEnvironmentOverTheFile() throws {
        let file = ["port": "1", "workers": "2", "host": "file"]
        let environment = ["BACKROOM_PORT": "3", "BACKROOM_WORKERS": "4"]
        let settings = try read(flags: [.port: "5"], environment: environment, file: file)
        #expect(settings.port == 5)
        #expect(settings.workers == 4)
        #expect(settings.host == "file")
    }

    @Test func anEmptyVariableIsUnset() throws {
        #expect(try read(environment: ["BACKROOM_PORT": ""]).port == 8080)
    }

    @Test func everyKeyHasItsVariable() throws {
        let settings = try read(environment: [
            "BACKROOM_DATABASE": "sqlite:/tmp/x.db", "BACKROOM_SECRET_KEY": Data(repeating: 1, count: 32).base64EncodedString(),
            "BACKROOM_HOST": "0.0.0.0",
            "BACKROOM_PORT": "80", "BACKROOM_PUBLIC_URL": "https://b.example.com", "BACKROOM_WORKERS": "9", "BACKROOM_LOG_LEVEL": "debug",
            "BACKROOM_WEBHOOK_SECRET": "sixteen bytes ok",
            "BACKROOM_LOG_FORMAT": "json", "BACKROOM_TIME_ZONE": "Europe/Berlin", "BACKROOM_LANGUAGE": "ru",
            "BACKROOM_TLS_CERTIFICATE": "/c.pem", "BACKROOM_TLS_KEY": "/k.pem", "BACKROOM_TRUSTED_PROXIES": "10.0.0.0/8",
        ])
        #expect(settings.database.filePath == "/tmp/x.db")
        #expect(settings.secretKey != nil)
        #expect(settings.publicURL?.host() == "b.example.com")
        #expect(settings.webhookSecret == "sixteen bytes ok")
        #expect(settings.logLevel == .debug)
        #expect(settings.logFormat == .json)
        #expect(settings.timeZone.identifier == "Europe/Berlin")
        #expect(settings.language == .ru)
        #expect(settings.tls == TLSFiles(certificate: "/c.pem", key: "/k.pem"))
        #expect(settings.proxies == TrustedProxies("10.0.0.0/8"))
    }

    @Test func certificateAndKeyBelongTogether() throws {
        for key in ["BACKROOM_TLS_CERTIFICATE", "BACKROOM_TLS_KEY"] {
            let error = #expect(throws: SettingsError.self) { try read(environment: [key: "/x.pem"]) }
            #expect(error?.items.count == 1)
        }
        let error = #expect(throws: SettingsError.self) { try read(environment: ["BACKROOM_TRUSTED_PROXIES": "everybody"]) }
        #expect(error?.items.first?.key == "trustedProxies")
    }

    @Test func allWrongValuesAreNamedAtOnceWithTheirSource() throws {
        let error = #expect(throws: SettingsError.self) {
            try read(
                flags: [.port: "http"],
                environment: [
                    "BACKROOM_WORKERS": "0", "BACKROOM_SECRET_KEY": "c2hvcnQ=", "BACKROOM_DATABASE": "mysql://u:pa55word@h/d",
                    "BACKROOM_WEBHOOK_SECRET": "too5hort",
                ],
                file: ["logFormat": "xml", "timeZone": "Mars/Olympus"]
            )
        }
        let items = try #require(error?.items)
        #expect(Set(items.map(\.key)) == ["port", "workers", "secretKey", "database", "webhookSecret", "logFormat", "timeZone"])
        #expect(items.first { $0.key == "port" }?.source == "--port")
        #expect(items.first { $0.key == "workers" }?.source == "BACKROOM_WORKERS")
        #expect(items.first { $0.key == "logFormat" }?.source == "backroom.yaml")
        let text = try #require(error?.description)
        #expect(!text.contains("c2hvcnQ="))
        #expect(!text.contains("pa55word"))
        #expect(!text.contains("too5hort"))
    }
}
