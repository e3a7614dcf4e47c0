import Connector
import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

struct SystemAPITests {
    @Test func probesAnswerWithoutAToken() async throws {
        try await Office.open { office in
            try await office.test { call in
                try await #expect(call(.get, "/healthz").json == ["status": "ok"])
                let ready = try await call(.get, "/readyz")
                #expect(ready.status == .ok)
                #expect(try ready.json["ready"] == true)
            }
        }
    }

    @Test func aMissingPartMakesItUnready() async throws {
        let health = Health(
            [
                .init("good") { nil }, .init("bad") { "It is gone." },
                .init("slow") {
                    try await Task.sleep(for: .seconds(3600))
                    return nil
                },
            ],
            timeout: .milliseconds(20)
        )
        let report = await health.report()
        #expect(!report.isReady)
        #expect(report.parts.map(\.isGood) == [true, false, false])
        #expect(report.parts[1].detail == "It is gone.")
        #expect(report.parts[2].detail?.hasPrefix("No answer within") == true)
    }

    @Test func answersCarrySafetyHeaders() async throws {
        try await Office.open { office in
            try await office.test { call in
                for path in ["/healthz", "/nowhere", "/api/v1/shops"] {
                    let response = try await call(.get, path)
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                    #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                    #expect(response.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
                }
            }
        }
    }

    @Test func anUnknownAddressAndAWrongMethodAreProblems() async throws {
        try await Office.open { office in
            try await office.test { call in
                let unknown = try await call(.get, "/api/v1/nowhere", token: office.viewer)
                #expect(unknown.status == .notFound)
                #expect(try unknown.json["code"] == "not_found")
                let method = try await call(.put, "/api/v1/shops", token: office.viewer)
                #expect([.notFound, .methodNotAllowed].contains(method.status))
                #expect(method.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            }
        }
    }

    @Test func measurementsArePrinted() async throws {
        try await Office.open { office in
            office.services.metrics.makeCounter(label: "orders.imported", dimensions: [("shop", "DEMO")]).increment(by: 3)
            try await office.test { call in
                let response = try await call(.get, "/metrics")
                #expect(response.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
                #expect(response.text.contains("orders_imported_total{shop=\"DEMO\"} 3\n"))
            }
        }
    }
}
