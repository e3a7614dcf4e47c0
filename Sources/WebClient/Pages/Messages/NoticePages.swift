import Foundation
import JobQueue

/// *Notices*: what somebody was told of entries that failed for good or went well. Each sees his own.
struct NoticePages: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let query = call.query
        let (queue, name) = (queue, call.user.name)
        let source = ListSource(
            columns: [
                .text("kind", t(.status)), .text("title", t(.task)), .text("message", t(.message)), .text("created", t(.at)),
                .text("seen", t(.noticeSeen)),
            ]
        ) { after, limit in
            let includesSeen = query.value("all") == "true"
            let found = try await queue.notices(for: name, includesSeen: includesSeen, limit: limit + 1, after: after)
            return ListSource.Part(found, limit: limit, key: { $0.id }) { Self.line($0, t) }
        }
        var page = ListPage(
            head: HeadView(
                title: t(.notices),
                sub: t(.noticesSub),
                tabs: .settings("/notices", isAdministrator: call.may(.administrator), t)
            ),
            place: .settings,
            source: source,
            empty: .init(icon: "success", title: t(.noNotices), text: t(.noNoticesText), action: t(.jobQueueEntries), href: "/job-queue"),
            filters: [query.filter("all", title: t(.noticeSeen), all: t(.onlyUnseen), [("true", t(.all))])],
            emptyWhenFiltered: .init(icon: "success", title: t(.noNotices), text: t(.noNoticesText))
        )
        page.bulk = .init(
            bulkPath: "/notices/bulk",
            bulkText: t(.withSelected),
            bulkButtons: [.init(bulkTitle: t(.markSeen), bulkValue: "seen")]
        )
        return try await page.answer(call)
    }

    private static func line(_ notice: JobQueue.UserNotice, _ t: Speech) -> ListSource.Line {
        let chip =
            notice.kind == .failure
            ? ChipView(kind: "failure", icon: "failure", word: t(.statusError))
            : ChipView(kind: "success", icon: "success", word: t(.statusSuccess))
        return ListSource.Line(
            id: notice.seen == nil ? notice.id : nil,
            cells: [
                CellView.chip(chip).with(raw: notice.kind.rawValue), .text(notice.title, href: "/job-queue/\(notice.entry)"),
                CellView.wide(notice.message.shortened(to: 200), href: "/job-queue/log/\(notice.run)").with(raw: notice.message),
                t.cell(notice.created), t.cell(notice.seen),
            ],
            buttons: notice.seen == nil ? [.button(t(.markSeen), posts: "/notices/\(notice.id)/seen")] : []
        )
    }

    func see(_ call: PageCall) async throws -> PageAnswer {
        try await queue.seeNotice(try call.path("id"), of: call.user.name)
        return .redirect(PageGate.back(call.request, or: "/notices"))
    }

    func bulk(_ call: PageCall) async throws -> PageAnswer {
        try await Bulk.apply(call, back: "/notices") { id in try await queue.seeNotice(id, of: call.user.name) }
    }
}
