import Foundation

/// What an outgoing webhook tells.
struct WebhookBody: Codable {
    let event: String
    let entry: String
    let run: String
    let task: String
    let number: Int
    let shop: String?
    let title: String
    let attempt: Int
    let status: RunStatus
    let started: Date
    let ended: Date?
    let message: String?
    let error: String?
    let counts: Counts

    init(kind: Notice.Kind, run: RunRow, title: String) {
        event = "entry.\(kind.rawValue)"
        entry = run.entry
        self.run = run.id
        task = run.task
        number = run.number
        shop = run.shop
        self.title = title
        attempt = run.attempt
        status = run.status
        started = Instants.date(run.started)
        ended = run.ended.map(Instants.date)
        message = run.message
        error = run.error
        counts = run.counts
    }
}
