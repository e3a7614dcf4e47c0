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

struct PageTests {
    private static let paths = [
        "/", "/shops", "/shops/DEMO", "/shops/new", "/shops/DEMO/sync", "/shops/DEMO/sync/sync-orders",
        "/shops/DEMO/recommended-schedule", "/job-queue", "/job-queue/new",
        "/job-queue/log", "/orders",
        "/skipped-records", "/activity", "/ledger/sales-orders", "/ledger/invoices", "/ledger/items", "/ledger/customers", "/tell-me",
        "/about", "/products", "/customers", "/payouts", "/ledger/shipments", "/ledger/credit-memos", "/ledger/return-orders",
        "/ledger/locations", "/job-queue/categories", "/settings", "/settings/tokens", "/users", "/users/new",
        "/users/user-administrator", "/received-webhooks", "/privacy-requests", "/notices",
    ]

    @Test(arguments: TestDatabases.all)
    func everyPageIsThereInBothLanguagesEvenWithNothingToShow(_ kind: TestDatabase) async throws {
        try await Office.open(kind) { office in
            try await office.visit(as: .administrator) { visitor in
                for language in PageLanguage.allCases {
                    _ = try await visitor.get("/language?to=\(language.rawValue)")
                    for path in Self.paths {
                        let response = try await visitor.get(path)
                        #expect(response.status == .ok, "\(path): \(response.text.prefix(300))")
                        #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                        #expect(response.text.contains("<html lang=\"\(language.rawValue)\""), "\(path)")
                        #expect(!response.text.contains("{{"), "\(path)")
                        #expect(response.body.readableBytes < 100_000, "\(path)")
                    }
                }
            }
        }
    }

    @Test func noPageNeedsInlineCodeOrStyle() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                for path in Self.paths {
                    let text = try await visitor.get(path).text
                    #expect(text.firstMatch(of: #/ on[a-z]+="/#) == nil, "\(path)")
                    #expect(text.firstMatch(of: #/ style="/#) == nil, "\(path)")
                    #expect(text.firstMatch(of: #/<script(?! src="/assets)/#) == nil, "\(path)")
                }
            }
        }
    }

    @Test func aSyncInTheBackgroundIsAnnouncedWithItsEntry() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token(of: "/shops/DEMO")
                let response = try await visitor.post("/shops/DEMO/sync/sync-orders", csrf: csrf)
                #expect(response.headers[.location] == "/shops/DEMO")
                let entry = try #require(try await office.services.queue.entries().first)
                #expect(entry.owner == "user-operator")
                let page = try await visitor.get("/shops/DEMO").text
                #expect(page.contains("Job queue started: Sync orders from Shopify · DEMO"))
                #expect(page.contains("/job-queue/\(entry.id)"))
                try await #expect(!visitor.get("/shops/DEMO").text.contains("Job queue started"))
            }
        }
    }

    @Test func theRecommendedScheduleIsLookedAtAndMade() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                let path = "/shops/DEMO/recommended-schedule"
                let page = try await visitor.get(path).text
                #expect(page.contains("Every 10 minutes"))
                #expect(page.contains("To be made"))
                let csrf = try await visitor.token(of: path)
                let response = try await visitor.post(path, csrf: csrf)
                #expect(response.headers[.location] == "/shops/DEMO")
                try await #expect(!visitor.get(path).text.contains("To be made"))
            }
        }
    }

    @Test func withBackgroundSyncsOffOneStaysWithTheRun() async throws {
        try await Office.open { office in
            try await office.services.connector.shops.set("DEMO", ["allowBackgroundSyncs": "false"])
            try await office.visit(as: .operator) { visitor in
                let response = try await visitor.post("/shops/DEMO/sync/sync-orders", csrf: try await visitor.token())
                #expect(response.headers[.location]?.hasPrefix("/job-queue/") == true)
            }
        }
    }

    @Test func aWrongSettingIsMarkedAndWhatWasTypedStays() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let fields = [("timeZone", "Mars/Olympus"), ("shippingAccount", "8100")]
                let response = try await visitor.post("/shops/DEMO", fields, csrf: try await visitor.token(of: "/shops/DEMO"))
                #expect(response.status == .unprocessableContent)
                #expect(response.text.contains("value=\"Mars/Olympus\""))
                #expect(response.text.contains("value=\"8100\""))
                #expect(response.text.contains("aria-invalid=\"true\""))
                try await #expect(office.services.connector.shops.show("DEMO").settings.shippingAccount.isEmpty)
            }
        }
    }

    @Test func aCheckboxThatIsOffIsSaved() async throws {
        try await Office.open { office in
            try await office.visit(as: .administrator) { visitor in
                let csrf = try await visitor.token(of: "/shops/DEMO")
                _ = try await visitor.post("/shops/DEMO", [("allowBackgroundSyncs", "false")], csrf: csrf)
                try await #expect(!office.services.connector.shops.show("DEMO").settings.allowBackgroundSyncs)
                _ = try await visitor.post(
                    "/shops/DEMO",
                    [("allowBackgroundSyncs", "false"), ("allowBackgroundSyncs", "true")],
                    csrf: csrf
                )
                try await #expect(office.services.connector.shops.show("DEMO").settings.allowBackgroundSyncs)
            }
        }
    }

    @Test func anEntryIsMadeByTheFormAndItsActionsWork() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token()
                let fields = [
                    ("task", "idle"), ("days", "mon"), ("days", "tue"), ("start", "08:00"), ("every", "30"), ("zone", "Europe/Berlin"),
                    ("spacing", "fixed-rate"), ("do", "ready"),
                ]
                let made = try await visitor.post("/job-queue/new", fields, csrf: csrf)
                let path = try #require(made.headers[.location])
                let id = String(path.split(separator: "/")[1])
                let entry = try await office.services.queue.entry(id)
                #expect(entry.recurrence?.days.names == ["mon", "tue"])
                #expect(entry.recurrence?.every == 30)
                for (verb, status) in [("hold", EntryStatus.onHold), ("ready", .ready)] {
                    try await #expect(visitor.post("\(path)/\(verb)", csrf: csrf).status == .seeOther)
                    try await #expect(office.services.queue.entry(id).status == status)
                }
                try await #expect(visitor.get(path).text.contains("Europe/Berlin"))
                try await #expect(visitor.post("\(path)/delete", csrf: csrf).headers[.location] == "/job-queue")
                try await #expect(visitor.get(path).status == .notFound)
            }
        }
    }

    @Test func aWrongScheduleIsExplainedBesideItsField() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                let fields = [("task", "idle"), ("days", "mon"), ("every", "5000"), ("spacing", "fixed-rate")]
                let response = try await visitor.post("/job-queue/new", fields, csrf: try await visitor.token())
                #expect(response.status == .unprocessableContent)
                #expect(response.text.contains("value=\"5000\""))
                #expect(response.text.contains("more than 1440 minutes"))
            }
            try await #expect(office.services.queue.entries().isEmpty)
        }
    }

    @Test func theNextRunsAreComputedWhileOneTypes() async throws {
        try await Office.open { office in
            try await office.visit(as: .viewer) { visitor in
                let text = try await visitor.get("/job-queue/preview?days=mon&start=08%3A00&zone=Europe%2FBerlin").text
                #expect(text.matches(of: /<li>/).count == 10)
                try await #expect(visitor.get("/job-queue/preview?every=5").text.contains("at least one day"))
            }
        }
    }

    @Test func aRunShowsItsFiguresAndItsLog() async throws {
        try await Office.open { office in
            var entry = NewEntry(task: "idle")
            entry.parameters = ["note": "all done"]
            let run = try await office.services.queue.runInForeground(entry)
            try await office.visit(as: .viewer) { visitor in
                let text = try await visitor.get("/job-queue/log/\(run.id)").text
                #expect(text.contains("all done"))
                #expect(text.contains("id=\"log\""))
                try await #expect(visitor.get("/job-queue/log").text.contains("/job-queue/log/\(run.id)"))
                try await #expect(visitor.get("/job-queue/\(run.entry)").text.contains("/job-queue/log/\(run.id)"))
            }
        }
    }

    @Test func tellMeFindsPagesShopsAndActions() async throws {
        try await Office.open { office in
            try await office.visit(as: .operator) { visitor in
                try await #expect(visitor.get("/tell-me?fragment=1&q=log").text.contains("/job-queue/log"))
                let demo = try await visitor.get("/tell-me?fragment=1&q=demo").text
                #expect(demo.contains("href=\"/shops/DEMO\""))
                #expect(demo.contains("/shops/DEMO/sync/sync-orders"))
            }
        }
    }

    @Test func assetsAreServedAndBelongToThisVersion() async throws {
        try await Office.open { office in
            try await office.stranger { visitor in
                let style = try await visitor.get("/assets/backroom.css")
                #expect(style.headers[.contentType] == "text/css; charset=utf-8")
                #expect(style.text.contains("--accent"))
                try await #expect(visitor.get("/assets/backroom.js").text.contains("EventSource"))
                try await #expect(visitor.get("/assets/../Package.swift").status == .notFound)
            }
        }
    }
}
