import Connector
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JobQueue
import Ledger
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// The document tells of every route, and the router serves everything that it tells of.
struct OpenAPITests {
    private func document(_ office: Office) async throws -> JSONValue {
        let box = Box()
        try await office.test { call in
            let response = try await call(.get, "/api/v1/openapi.json")
            #expect(response.status == .ok)
            await box.set(try response.json)
        }
        return try #require(await box.value)
    }

    private actor Box {
        var value: JSONValue?
        func set(_ value: JSONValue) { self.value = value }
    }

    @Test func documentAndRoutesAreTheSame() async throws {
        try await Office.open { office in
            let document = try await document(office)
            #expect(document["openapi"] == "3.1.0")
            var told: Set<String> = []
            for (path, operations) in try #require(document["paths"]?.members) {
                for method in try #require(operations.members).keys { told.insert("\(method) \(path)") }
            }
            let served = Set(office.server.served.map { "\($0.method.rawValue.lowercased()) \($0.path)" })
            #expect(told == served)
        }
    }

    @Test func everyTemplateParameterIsDescribed() async throws {
        try await Office.open { office in
            let paths = try #require(try await document(office)["paths"]?.members)
            for (path, operations) in paths {
                let names = path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
                for operation in try #require(operations.members).values {
                    let described = (operation["parameters"]?.elements ?? []).filter { $0["in"] == "path" }.compactMap { $0["name"]?.text }
                    #expect(described.sorted() == names.sorted(), "\(path)")
                }
            }
        }
    }

    @Test func everyReferenceLeadsSomewhereAndEverySchemaIsUsed() async throws {
        try await Office.open { office in
            let document = try await document(office)
            let schemas = Set(try #require(document["components"]?["schemas"]?.members).keys)
            let text = try JSONCoding.text(document)
            let used = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.output.1) })
            #expect(used.subtracting(schemas).isEmpty)
            #expect(schemas.subtracting(used).isEmpty)
        }
    }

    @Test func operationNamesAreUnique() async throws {
        try await Office.open { office in
            let names = office.server.served.map(\.name)
            #expect(Set(names).count == names.count)
        }
    }

    /// What is answered has the shape that the document promises.
    @Test(arguments: [
        "/healthz", "/readyz", "/api/v1/tasks", "/api/v1/shops", "/api/v1/shops/DEMO", "/api/v1/job-queue/entries", "/api/v1/job-queue/log",
        "/api/v1/job-queue/categories", "/api/v1/orders", "/api/v1/skipped-records", "/api/v1/activity", "/api/v1/ledger/items",
        "/api/v1/ledger/customers", "/api/v1/ledger/locations", "/api/v1/ledger/sales-orders", "/api/v1/products", "/api/v1/customers",
        "/api/v1/payouts", "/api/v1/ledger/shipments", "/api/v1/ledger/return-orders",
    ])
    func answersHaveTheirShape(_ path: String) async throws {
        try await Office.open { office in
            _ = try await office.services.queue.enqueue(NewEntry(task: "idle"))
            try await office.fillLedger()
            try await office.salesOrder()
            _ = try await office.services.ledger.ship("SO-000001")
            try await office.importOrder(2001)
            try await office.importLinks()
            try await office.importPayout()
            let endpoint = try #require(office.server.served.first { $0.path == path || $0.path.replacing("{code}", with: "DEMO") == path })
            try await office.test { call in
                let response = try await call(.get, path, token: office.viewer)
                #expect(response.status == .ok)
                let schema = try #require(endpoint.answers.first { $0.status == response.status }?.schema)
                #expect(schema.problems(in: try response.json, components: Components.all) == [])
            }
        }
    }
}
