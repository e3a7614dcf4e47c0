import Connector
import HTTPTypes
import HummingbirdTesting
import JobQueue
import Storage
import StorageTesting
import Testing

@testable import WebClient

/// What an open page gets after news: its live regions and nothing else, and only what its reader may see.
struct LivePageTests {
    private static func live(_ heard: String) -> HTTPFields { [.live: heard] }

    @Test func onlyTheRegionsAreAnsweredWithTheTokenOfTheReader() async throws {
        try await Office.open { office in
            try await office.services.queue.enqueue(NewEntry(task: "idle"))
            let heard = office.services.events.mark.text
            try await office.visit(as: .operator) { visitor in
                let csrf = try await visitor.token(of: "/job-queue")
                let page = try await visitor.get("/job-queue", headers: Self.live(heard))
                #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
                #expect(page.text.contains("id=\"list\" data-live") && page.text.contains("id=\"running\" data-live"))
                #expect(!page.text.contains("<html") && !page.text.contains("<nav class=\"places\""))
                #expect(page.text.contains("name=\"csrf\" value=\"\(csrf)\""))
                try await office.visit(as: .viewer) { other in
                    let seen = try await other.get("/job-queue", headers: Self.live(heard)).text
                    #expect(seen.contains("id=\"list\" data-live") && !seen.contains(csrf) && !seen.contains("id=\"bulk\""))
                }
                try await office.visit(as: .administrator) { other in
                    let own = try await other.token(of: "/job-queue")
                    let seen = try await other.get("/job-queue", headers: Self.live(heard)).text
                    #expect(own != csrf && seen.contains(own) && !seen.contains(csrf))
                }
            }
        }
    }

    @Test func newsIsSeenByWhoeverHasHeardOfIt() async throws {
        try await Office.open { office in
            let events = office.services.events
            try await office.visit(as: .viewer) { visitor in
                let before = try await visitor.get("/job-queue", headers: Self.live(events.mark.text)).text
                #expect(before.contains("class=\"empty\""))
                try await office.services.queue.enqueue(NewEntry(task: "idle", description: "Brand new"))
                events.send(LiveEvent(name: "entry", data: "{}"))
                let after = try await visitor.get("/job-queue", headers: Self.live(events.mark.text)).text
                #expect(after.contains("Brand new"))
            }
        }
    }

    @Test func whatSpeaksOfItsReaderIsNotShared() async throws {
        try await Office.open { office in
            let heard = office.services.events.mark.text
            for role in [Role.viewer, .operator, .administrator] {
                try await office.visit(as: role) { visitor in
                    try await #expect(visitor.get("/settings", headers: Self.live(heard)).text.contains("user-\(role.rawValue)"))
                }
            }
        }
    }

    @Test func nobodyGetsByTheShortWayWhatHeMayNotSee() async throws {
        try await Office.open { office in
            let heard = office.services.events.mark.text
            try await office.visit(as: .administrator) { visitor in
                try await #expect(visitor.get("/users", headers: Self.live(heard)).text.contains("user-administrator"))
            }
            try await office.visit(as: .viewer) { visitor in
                try await #expect(visitor.get("/users", headers: Self.live(heard)).status == .forbidden)
            }
            try await office.stranger { visitor in
                let response = try await visitor.get("/job-queue", headers: Self.live(heard))
                #expect(response.status == .seeOther && response.headers[.location] == "/sign-in")
            }
        }
    }

    /// A page that is shared must say nothing of who asked first: two people of one role get the same but for their tokens.
    @Test func sharedPagesAreTheSameForTwoPeopleOfARole() async throws {
        try await Office.open { office in
            try await office.fillLedger()
            let order = try await office.importOrder()
            let shared = office.server.pages.routes.filter { $0.isShared && !$0.path.contains("{") }.map(\.path)
            #expect(shared.count > 20)
            try await office.visit(as: .administrator) { visitor in
                for path in shared + ["/shops/DEMO", "/orders/\(order.shop)/1001", "/ledger/items/1000"] {
                    let page = try await visitor.get(path, headers: Self.live("")).text
                    #expect(!page.contains("user-administrator") || ["/users", "/audit"].contains(path), "\(path)")
                }
            }
        }
    }
}
