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

struct ShopAPITests {
    @Test func aShopIsAddedChangedAndRemovedWithoutItsSecretsComingOut() async throws {
        try await Office.open { office in
            try await office.test { call in
                let body =
                    #"{"code": "nord", "url": "https://nord.myshopify.com", "clientId": "id", "clientSecret": "very-secret", "settings": {"skuMapping": "itemNo"}}"#
                let made = try await call(.post, "/api/v1/shops", token: office.administrator, body: body)
                #expect(made.status == .created, "\(made.text)")
                #expect(made.headers[.location] == "/api/v1/shops/NORD")
                #expect(try made.json["settings"]?["skuMapping"] == "itemNo")
                let changed = try await call(
                    .patch,
                    "/api/v1/shops/NORD",
                    token: office.administrator,
                    body: #"{"enabled": false, "settings": {"allowBackgroundSyncs": false}}"#
                )
                #expect(try changed.json["enabled"] == false)
                #expect(try changed.json["settings"]?["allowBackgroundSyncs"] == false)
                let list = try await call(.get, "/api/v1/shops", token: office.viewer)
                for response in [made, changed, list] {
                    #expect(!response.text.contains("very-secret"))
                    #expect(!response.text.contains("shpat_secret_token"))
                }
                try await #expect(call(.delete, "/api/v1/shops/NORD", token: office.administrator).status == .noContent)
                try await #expect(call(.get, "/api/v1/shops/NORD", token: office.viewer).status == .notFound)
            }
        }
    }

    @Test(arguments: [
        #"{"code": "X", "url": "https://x.myshopify.com"}"#, #"{"code": "", "url": "https://x.myshopify.com", "token": "t"}"#,
        #"{"code": "X", "url": "nonsense", "token": "t"}"#,
        #"{"code": "X", "url": "https://x.myshopify.com", "token": "t", "settings": {"skuMapping": "colour"}}"#,
        #"{"code": "X", "url": "https://x.myshopify.com", "token": "t", "settings": {"nothing": 1}}"#,
    ])
    func aWrongShopIsRefusedAndNothingIsKept(_ body: String) async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, "/api/v1/shops", token: office.administrator, body: body)
                #expect(response.status == .unprocessableContent, "\(response.text)")
            }
            try await #expect(office.services.connector.shops.list().map(\.code) == ["DEMO"])
        }
    }

    @Test func theSameCodeTwiceIsAConflict() async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(
                    .post,
                    "/api/v1/shops",
                    token: office.administrator,
                    body: #"{"code": "demo", "url": "https://x.myshopify.com", "token": "t"}"#
                )
                #expect(response.status == .conflict)
            }
        }
    }

    @Test func aSyncStartsInTheBackgroundAndIsNotDoubled() async throws {
        try await Office.open { office in
            try await office.test { call in
                let first = try await call(.post, "/api/v1/shops/DEMO/sync/sync-orders", token: office.operator)
                #expect(first.status == .accepted, "\(first.text)")
                #expect(try first.json["task"] == "sync-orders")
                #expect(try first.json["shop"] == "DEMO")
                let again = try await call(.post, "/api/v1/shops/demo/sync/30104", token: office.operator, body: "{}")
                #expect(try again.json["id"] == first.json["id"])
                let forced = try await call(.post, "/api/v1/shops/DEMO/sync/30104", token: office.operator, body: #"{"force": true}"#)
                #expect(try forced.json["id"] != first.json["id"])
            }
        }
    }

    @Test func aForegroundSyncAnswersTheEndedRun() async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(
                    .post,
                    "/api/v1/shops/DEMO/sync/process-orders",
                    token: office.operator,
                    body: #"{"mode": "foreground"}"#
                )
                #expect(response.status == .ok, "\(response.text)")
                #expect(try response.json["status"] == "success")
                #expect(try response.json["ended"] != nil)
            }
        }
    }

    @Test(arguments: [("/api/v1/shops/NOPE/sync/sync-orders", 404), ("/api/v1/shops/DEMO/sync/nothing", 404)])
    func anUnknownNameIsNotFound(_ path: String, _ status: Int) async throws {
        try await Office.open { office in
            try await office.test { call in
                let found = try await call(.post, path, token: office.operator, body: "{}").status.code
                #expect(found == status)
            }
        }
    }

    @Test func theRecommendedScheduleIsShownThenMadeOnce() async throws {
        try await Office.open { office in
            try await office.test { call in
                let path = "/api/v1/shops/DEMO/recommended-schedule"
                let shown = try await call(.get, path, token: office.viewer)
                #expect(shown.status == .ok, "\(shown.text)")
                #expect(shown.text.contains("sync-orders"))
                let refused = try await call(.post, path, token: office.viewer).status
                #expect(refused == .forbidden)
                let before = try await office.services.queue.entries().count
                let made = try await call(.post, path, token: office.operator)
                #expect(made.status == .ok, "\(made.text)")
                let count = try await office.services.queue.entries().count
                #expect(count > before)
                _ = try await call(.post, path, token: office.operator)
                try await #expect(office.services.queue.entries().count == count)
            }
        }
    }

    @Test func allIsOneEntry() async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, "/api/v1/shops/DEMO/sync/all", token: office.operator)
                #expect(response.status == .accepted, "\(response.text)")
                #expect(try response.json["task"] == "sync-all")
            }
        }
    }

    @Test func aWrongParameterIsNamed() async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(
                    .post,
                    "/api/v1/shops/DEMO/sync/sync-orders",
                    token: office.operator,
                    body: #"{"parameters": {"colour": "red"}}"#
                )
                #expect(response.status == .unprocessableContent)
                #expect(try response.json["detail"]?.text?.contains("colour") == true)
            }
        }
    }

    @Test func anUnreachableShopIsToldOfInTheReport() async throws {
        try await Office.open { office in
            try await office.test { call in
                let response = try await call(.post, "/api/v1/shops/DEMO/test", token: office.operator)
                #expect(response.status == .ok)
                #expect(try response.json["passed"] == false)
            }
        }
    }
}
