import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// Every route is closed to those who may not use it. The list is the server's own, so that a new route is tested by being there.
struct RoleTests {
    @Test func nobodyGetsInWithoutAToken() async throws {
        try await Office.open { office in
            try await office.test { call in
                for endpoint in office.server.served where endpoint.access != .open {
                    let response = try await call(endpoint.method, endpoint.example, body: endpoint.isWrite ? "{}" : nil)
                    #expect(response.status == .unauthorized, "\(endpoint.name)")
                    #expect(try response.json["code"] == "unauthorized")
                    #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
                }
            }
        }
    }

    @Test(arguments: ["", "br_", "br_wrong", "shpat_secret_token", String(repeating: "x", count: 5000)])
    func aWrongTokenIsNoToken(_ token: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let status = try await call(.get, "/api/v1/shops", token: token).status
                #expect(status == .unauthorized)
            }
        }
    }

    @Test func aLowerRoleIsRefusedOnEveryRoute() async throws {
        try await Office.open { office in
            let tokens: [(Role, String)] = [(.viewer, office.viewer), (.operator, office.operator), (.administrator, office.administrator)]
            try await office.test { call in
                for endpoint in office.server.served {
                    guard case .role(let needed) = endpoint.access, endpoint.name != "events" else { continue }
                    for (role, token) in tokens {
                        let response = try await call(endpoint.method, endpoint.example, token: token, body: endpoint.isWrite ? "{}" : nil)
                        #expect(
                            (response.status == .forbidden) == (role < needed),
                            "\(endpoint.name) as \(role.rawValue): \(response.status)"
                        )
                        #expect(response.status.code < 500 || response.status == .badGateway, "\(endpoint.name): \(response.text)")
                    }
                }
            }
        }
    }

    @Test func whatIsWrittenNeedsMoreThanAViewer() async throws {
        try await Office.open { office in
            for endpoint in office.server.served where endpoint.isWrite {
                guard case .role(let needed) = endpoint.access else {
                    Issue.record("\(endpoint.name) writes and is open")
                    continue
                }
                #expect(needed > .viewer, "\(endpoint.name)")
            }
        }
    }

    @Test func aRevokedTokenEndsAtOnce() async throws {
        try await Office.open { office in
            try await office.test { call in
                try await #expect(call(.get, "/api/v1/shops", token: office.viewer).status == .ok)
                try await AccessTokens(database: office.services.database).revoke(name: "viewer")
                try await #expect(call(.get, "/api/v1/shops", token: office.viewer).status == .unauthorized)
            }
        }
    }
}

extension Endpoint {
    /// The path with something in the place of each parameter.
    var example: String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "0198f6b2-1111-7000-8000-000000000000" : String($0) }.reduce("") {
            $0 + "/" + $1
        }
    }
}
