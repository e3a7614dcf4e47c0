import Foundation
import Logging
import Storage
import Testing
import WebClient

@testable import backroom

/// What the doctor says of how the installation is reached.
struct WebDoctorTests {
    private func findings(_ environment: [String: String]) throws -> [Finding] {
        let file = ConfigurationFile(path: "backroom.yaml", values: [:])
        return WebDoctor(settings: try SettingsReader(flags: [:], environment: environment, file: file).read()).findings()
    }

    @Test func withoutAnAddressEverythingWorksByPolling() throws {
        let found = try findings([:])
        #expect(found.map(\.state) == [.ok])
        #expect(found[0].message.contains("polling"))
    }

    @Test func shopifyWantsTLS() throws {
        #expect(try findings(["BACKROOM_PUBLIC_URL": "http://office.example.com"]).map(\.state) == [.warning])
        #expect(try findings(["BACKROOM_PUBLIC_URL": "https://office.example.com"]).map(\.state) == [.ok])
    }

    @Test func aCertificateThatIsNotThereIsSaid() throws {
        let found = try findings(["BACKROOM_TLS_CERTIFICATE": "/nowhere/c.pem", "BACKROOM_TLS_KEY": "/nowhere/k.pem"])
        let tls = try #require(found.first { $0.check == "tls" })
        #expect(tls.state == .failed)
        #expect(tls.message.contains("/nowhere/c.pem"))
        #expect(tls.mend != nil)
    }
}
