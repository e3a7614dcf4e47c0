import Foundation
import Hummingbird

/// Who did what.
struct AuditEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] { [list] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/audit",
            access: .role(.administrator),
            name: "listAudit",
            tag: "System",
            summary: "Who did what, by page, API or command, done or refused; newest first.",
            query: ListRequest.parameters + [
                .init("who", .text, "Only this user's or token's."), .init("refused", .boolean, "Only what was refused or failed."),
            ],
            answers: [.init(.ok, "A page of records.", Components.page("AuditRecord"))]
        ) { call in
            let page = try ListRequest(call)
            let records = try await AuditTrail(database: services.database).list(
                who: call.query("who"),
                onlyRefused: call.query("refused") == "true",
                after: page.after,
                limit: page.limit + 1
            )
            return try .json(page.page(records) { $0.id })
        }
    }
}
