import Foundation
import Storage

/// Notices in the product and outgoing webhooks, written by the transaction that ends the run.
enum NoticeStore {
    static func tell(_ transition: Transition, run: RunRow, ids: UUIDv7, now: Date, in tx: Transaction) throws {
        guard let kind = transition.notice, let text = transition.row.notify else { return }
        let notify = try JSONText.decode(Notify.self, from: text)
        let recipients = kind == .failure ? notify.onFailure : notify.onSuccess
        guard recipients.isEmpty == false else { return }
        let moment = Instants.microseconds(now)
        let message = run.error ?? run.message ?? (kind == .failure ? "Failed." : "Done.")
        let users = recipients.filter { Notify.isWebhook($0) == false }
        try tx.insert(
            into: "job_notice",
            columns: ["id", "recipient", "created", "entry", "run", "kind", "title", "message", "seen"],
            rows: users.map { user in
                [
                    .text(ids.make(at: now)), .text(user), .integer(moment), .text(run.entry), .text(run.id), .text(kind.rawValue),
                    .text(transition.row.description), .text(message), .null,
                ]
            }
        )
        let addresses = recipients.filter(Notify.isWebhook)
        guard addresses.isEmpty == false else { return }
        let body = try JSONText.of(WebhookBody(kind: kind, run: run, title: transition.row.description))
        try WebhookStore.add(body, to: addresses, ids: ids, now: now, in: tx)
    }

    static func list(recipient: String, includesSeen: Bool, limit: Int, after last: String?, in tx: Transaction) throws -> [Notice] {
        let unseen: Statement = includesSeen ? "" : " AND seen IS NULL"
        let position: Statement = last.map { " AND id < \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT id, recipient, created, entry, run, kind, title, message, seen FROM job_notice
            WHERE recipient = \(recipient)\(unseen)\(position) ORDER BY id DESC LIMIT \(limit)
            """
        ).map { row in
            var cells = Cells(row)
            return Notice(
                id: try cells.text(),
                recipient: try cells.text(),
                created: Instants.date(try cells.integer()),
                entry: try cells.text(),
                run: try cells.text(),
                kind: try cells.named(Notice.Kind.self),
                title: try cells.text(),
                message: try cells.text(),
                seen: cells.optionalInteger().map(Instants.date)
            )
        }
    }

    static func see(_ id: String, of recipient: String?, now: Int64, in tx: Transaction) throws -> Bool {
        let owned: Statement = recipient.map { " AND recipient = \($0)" } ?? ""
        return try tx.execute("UPDATE job_notice SET seen = COALESCE(seen, \(now)) WHERE id = \(id)\(owned)") > 0
    }
}
