import Testing

@testable import backroom

struct AddressTests {
    @Test(
        arguments: [
            ("127.0.0.1", false, "http://127.0.0.1:8080"), ("0.0.0.0", false, "http://localhost:8080"),
            ("::", true, "https://localhost:8080"),
            ("::1", false, "http://[::1]:8080"), ("office.example", true, "https://office.example:8080"),
        ]
    )
    func theAddressIsOneThatABrowserTakes(_ host: String, _ isTLS: Bool, _ address: String) {
        #expect(Installation.address(host: host, port: 8080, isTLS: isTLS) == address)
    }

    @Test func aLinkOfAServerWithTLSSpeaksTLS() async throws {
        try await Program.use { program in
            let environment = ["BACKROOM_HOST": "0.0.0.0", "BACKROOM_TLS_CERTIFICATE": "office.pem", "BACKROOM_TLS_KEY": "office.key"]
            let outcome = try await program.launch(["user", "link"], input: nil, environment: environment)
            #expect(outcome.output.hasPrefix("https://localhost:8080/welcome?code="), "\(outcome.output) \(outcome.errors)")
        }
    }
}
