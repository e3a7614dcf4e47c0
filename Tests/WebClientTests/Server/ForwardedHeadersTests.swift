import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Whose word about the client counts.
struct ForwardedHeadersTests {
    @Test func rangesAndAddresses() throws {
        let proxies = try #require(TrustedProxies("10.0.0.0/8, 192.168.1.7 fd00::/8"))
        for inside in ["10.0.0.1", "10.255.1.2", "192.168.1.7", "fd12::1", "::ffff:10.1.2.3"] {
            #expect(proxies.contains(inside), "\(inside)")
        }
        for outside in ["11.0.0.1", "192.168.1.8", "fe80::1", "localhost", ""] { #expect(!proxies.contains(outside), "\(outside)") }
        #expect(try #require(TrustedProxies("10.1.2.0/23")).contains("10.1.3.9"))
        #expect(try !#require(TrustedProxies("10.1.2.0/23")).contains("10.1.4.1"))
        #expect(try #require(TrustedProxies("0.0.0.0/0")).contains("8.8.8.8"))
        #expect(TrustedProxies.loopback.contains("127.0.0.1") && TrustedProxies.loopback.contains("::1"))
        #expect(TrustedProxies("none") == TrustedProxies.none)
        #expect(!TrustedProxies.none.contains(nil))
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "example.com", "10.0.0.1,x", "::1/129"])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(TrustedProxies(text) == nil)
    }

    @Test func theClientIsTheLastWhomNoProxyVouchesFor() throws {
        let proxies = try #require(TrustedProxies("10.0.0.0/8"))
        #expect(proxies.client("1.2.3.4", peer: "10.0.0.1") == "1.2.3.4")
        #expect(proxies.client("6.6.6.6, 1.2.3.4, 10.0.0.2", peer: "10.0.0.1") == "1.2.3.4", "what the client made up does not count")
        #expect(proxies.client("made up, 10.0.0.2", peer: "10.0.0.1") == "10.0.0.2")
        #expect(proxies.client("", peer: "10.0.0.1") == "10.0.0.1")
    }

    /// What a sign-in's cookie says, and who the audit trail says it was.
    private func signIn(_ proxies: TrustedProxies, _ headers: HTTPFields) async throws -> (cookie: String, hsts: String?, client: String?) {
        var seen: (String, String?, String?) = ("", nil, nil)
        try await Office.open { office in
            try await Users(database: office.services.database).add("ada", role: .viewer, password: "a long password")
            let server = try WebServer(office.services, zone: .gmt, proxies: proxies)
            seen = try await Application(router: server.router()).test(.router) { client -> (String, String?, String?) in
                var headers = headers
                headers[.contentType] = "application/x-www-form-urlencoded"
                let body = ByteBuffer(string: "name=ada&password=a+long+password")
                let response = try await client.execute(uri: "/sign-in", method: .post, headers: headers, body: body)
                #expect(response.status == .seeOther)
                let record = try await AuditTrail(database: office.services.database).list(limit: 1).first
                return (
                    response.headers[values: .setCookie].first { $0.hasPrefix("backroom=") } ?? "",
                    response.headers[.strictTransportSecurity], record?.client
                )
            }
        }
        return seen
    }

    private static let said: HTTPFields = [.forwardedProto: "https", .forwardedFor: "6.6.6.6, 1.2.3.4"]

    @Test func aTrustedProxyMakesCookiesSecure() async throws {
        let seen = try await signIn(.loopback, Self.said)
        #expect(seen.cookie.contains("Secure"))
        #expect(seen.cookie.contains("HttpOnly"))
        #expect(seen.hsts != nil)
        #expect(seen.client == "1.2.3.4")
    }

    @Test func anybodyElseIsNotBelieved() async throws {
        let seen = try await signIn(.none, Self.said)
        #expect(!seen.cookie.isEmpty && !seen.cookie.contains("Secure"))
        #expect(seen.hsts == nil)
        #expect(seen.client == nil)
    }
}
