import ArgumentParser
import Foundation
import JobQueue
import WebClient

struct JobsWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow what the queue does, or one entry until its run ends.",
        discussion: "With --json one document a line. Ctrl-C ends the watching, nothing else.\n\nExample:\n  backroom jobs watch"
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "An entry's id; without it the whole queue.") var id: String?

    func run() async throws {
        try await Installation.use(common) { installation in
            if let id {
                let entry = try await installation.queue.entry(id)
                let run = try await RunShow(title: entry.description).show { update in
                    try await Interruptible.run { try await installation.queue.follow(id, onUpdate: update) }
                }
                return try RunReport(common.output).report(run)
            }
            try await Interruptible.run { try await watch(installation.queue) }
        }
    }

    private func watch(_ queue: JobQueue) async throws {
        var told: [String: RunStatus] = [:]
        for await event in queue.events() {
            guard case .run(let id, _, let status) = event, told.updateValue(status, forKey: id) != status else { continue }
            guard let run = try? await queue.run(id) else { continue }
            if common.json {
                Terminal.out(try JSONCoding.text(run))
            } else {
                Terminal.out(
                    "\(Words.instant(.now))  \(run.status == .inProcess ? "\(run.task)\(run.shop.map { " · \($0)" } ?? ""): started" : EntryWords.lastLine(run))"
                )
            }
        }
    }
}
