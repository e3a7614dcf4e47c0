import Foundation
import Logging
import Storage
import WebClient

/// What an installation is told from outside: flags, then environment, then `backroom.yaml`.
struct Settings: Sendable {
    /// How log lines are written.
    enum LogFormat: String, Sendable, CaseIterable { case text, json }

    /// The languages the pages speak.
    enum Language: String, Sendable, CaseIterable { case en, ru }

    var database: DatabaseAddress
    /// Base64 of 32 bytes; nil when the key file beside the SQLite file is to be used.
    var secretKey: String?
    var host: String
    var port: Int
    var publicURL: URL?
    /// What outgoing webhooks are signed with; nil when it is made from the secret key.
    var webhookSecret: String?
    /// Certificate and key; nil: plain HTTP.
    var tls: TLSFiles?
    /// Whose `X-Forwarded-…` headers count.
    var proxies: TrustedProxies
    var workers: Int
    var logLevel: Logger.Level
    var logFormat: LogFormat
    var timeZone: TimeZone
    var language: Language
}
