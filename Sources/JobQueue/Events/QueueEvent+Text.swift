extension QueueEvent {
    /// So many are told one by one at most.
    static let mostTold = 20

    /// The event as a signal's payload.
    var text: String {
        switch self {
        case .entry(let id): "entry \(id)"
        case .run(let id, let entry, let status): "run \(id) \(entry) \(status.rawValue)"
        case .progress(let run, let entry, let progress):
            "progress \(run) \(entry) \(progress.done) \(progress.total.map(String.init) ?? "-")"
        case .many: "many"
        }
    }

    /// Nil for what a newer version sends.
    init?(text: some StringProtocol) {
        let words = String(text).split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("entry", 2): self = .entry(id: words[1])
        case ("run", 4):
            guard let status = RunStatus(rawValue: words[3]) else { return nil }
            self = .run(id: words[1], entry: words[2], status: status)
        case ("progress", 5):
            guard let done = Int(words[3]) else { return nil }
            self = .progress(run: words[1], entry: words[2], Progress(done: done, total: Int(words[4])))
        case ("many", 1): self = .many
        default: return nil
        }
    }

    /// The events of a payload. An empty one means that signals may have been lost.
    static func events(in payload: String) -> [QueueEvent] {
        payload.isEmpty ? [.many] : payload.split(separator: "\n").compactMap { QueueEvent(text: $0) }
    }
}
