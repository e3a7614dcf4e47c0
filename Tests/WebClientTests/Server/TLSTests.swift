import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// A certificate made for one test, by the `openssl` of the machine.
struct TestCertificate {
    static let program = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let files: TLSFiles
    /// A key that belongs to no certificate.
    let otherKey: String

    static func use(_ body: (TestCertificate) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func path(_ name: String) -> String { folder.appending(path: name).path }
        let new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-days", "30"]
        try run(["req", "-x509", "-keyout", path("key.pem"), "-out", path("cert.pem")] + new)
        try run(["req", "-x509", "-keyout", path("other.pem"), "-out", path("other-cert.pem")] + new)
        try await body(
            TestCertificate(files: TLSFiles(certificate: path("cert.pem"), key: path("key.pem")), otherKey: path("other.pem"))
        )
    }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(program))
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

@Suite(.enabled(if: TestCertificate.program != nil, "there is no openssl to make certificates with"))
struct TLSTests {
    @Test func theServerSpeaksTLSAndCookiesStayOnIt() async throws {
        try await TestCertificate.use { certificate in
            try await Office.open { office in
                try await Users(database: office.services.database).add("ada", role: .viewer, password: "a long password")
                let server = try WebServer(office.services, zone: .gmt, tls: certificate.files)
                let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
                try await server.application(host: "localhost", port: 0, logger: logger).test(.ahc(.https)) { client in
                    let health = try await client.execute(uri: "/healthz", method: .get)
                    #expect(health.status == .ok)
                    #expect(health.headers[.strictTransportSecurity] != nil)
                    let cookie = try await signIn("https://localhost:\(client.port ?? 0)/sign-in")
                    #expect(cookie.hasPrefix("backroom=") && cookie.contains("Secure"))
                }
            }
        }
    }

    /// The cookie of a sign-in. The redirect after it is not followed: this client keeps no cookies.
    private func signIn(_ url: String) async throws -> String {
        let http = HTTPClient(configuration: .init(certificateVerification: .none, redirectConfiguration: .disallow))
        do {
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(ByteBuffer(string: "name=ada&password=a+long+password"))
            let response = try await http.execute(request, timeout: .seconds(20))
            try await http.shutdown()
            return response.headers["Set-Cookie"].first { $0.hasPrefix("backroom=") } ?? ""
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    @Test func itsEndIsKnown() async throws {
        try await TestCertificate.use { certificate in
            let days = try certificate.files.expiry().timeIntervalSinceNow / 86_400
            #expect((28...31).contains(days))
        }
    }

    @Test func wrongFilesAreNamed() async throws {
        try await TestCertificate.use { certificate in
            let good = certificate.files
            let cases = [
                (TLSFiles(certificate: "/nowhere.pem", key: good.key), "/nowhere.pem"),
                (TLSFiles(certificate: good.certificate, key: "/nowhere.key"), "/nowhere.key"),
                (TLSFiles(certificate: good.certificate, key: certificate.otherKey), "does not belong"),
                (TLSFiles(certificate: good.key, key: good.key), "certificates in PEM"),
            ]
            for (files, words) in cases {
                let failure = #expect(throws: Failure.self) { _ = try files.configuration() }
                #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
            }
        }
    }
}
