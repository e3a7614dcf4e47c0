import Foundation
import JobQueue
import WebClient

/// The queue's events in the form that goes to open pages.
struct QueueEvents: Sendable {
    let queue: JobQueue

    /// A stream of what changes, each event with what a page needs to show it.
    func stream() -> AsyncStream<LiveEvent> {
        let events = queue.events()
        let (stream, continuation) = AsyncStream<LiveEvent>.makeStream(bufferingPolicy: .bufferingNewest(1000))
        let reading = Task {
            for await event in events {
                for live in Self.live(event) { continuation.yield(live) }
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in reading.cancel() }
        return stream
    }

    private struct EntryData: Encodable { let id: String }
    private struct RunData: Encodable {
        let id: String
        let entry: String
        let status: RunStatus
    }
    private struct ProgressData: Encodable {
        let run: String
        let entry: String
        let done: Int
        let total: Int?
    }

    /// The figures of the Role Center may have changed with every entry and run: `cue` says so, and its reader asks for them.
    static func live(_ event: QueueEvent) -> [LiveEvent] {
        switch event {
        case .entry(let id): [make("entry", EntryData(id: id)), LiveEvent(name: "cue", data: "{}")]
        case .run(let id, let entry, let status):
            [make("run", RunData(id: id, entry: entry, status: status)), LiveEvent(name: "cue", data: "{}")]
        case .progress(let run, let entry, let progress):
            [make("progress", ProgressData(run: run, entry: entry, done: progress.done, total: progress.total))]
        case .many: [LiveEvent(name: "cue", data: "{}")]
        }
    }

    private static func make(_ name: String, _ data: some Encodable) -> LiveEvent {
        LiveEvent(name: name, data: (try? JSONCoding.text(data)) ?? "{}")
    }
}
