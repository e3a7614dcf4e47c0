import ArgumentParser
import Connector
import Foundation
import JobQueue

struct ShopRecommendSchedule: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend-schedule",
        abstract: "Show the recurring entries that suit the shop card, and make them.",
        discussion: """
            Without --apply nothing is changed. A task that has a recurring entry already keeps it.

            Example:
              backroom shop recommend-schedule DEMO --apply
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The shop's code.") var code: String
    @Flag(help: "Make what is missing.") var apply = false

    var target: String { code }
    var isChange: Bool { apply }

    func change(_ installation: Installation) async throws {
        let schedule = RecommendedSchedule(shops: installation.shops, queue: installation.queue)
        let lines = apply ? try await schedule.apply(code, owner: NSUserName()) : try await schedule.show(code)
        try common.output.list(lines) { lines in
            Table(
                [.text("Task"), .figure("Number"), .text("From"), .figure("Every"), .text("Entry"), .text("Why")],
                lines.map { line in
                    [
                        line.task, "\(line.number)", line.recurrence.start?.description ?? "",
                        line.recurrence.every.map { "\($0) min" } ?? "day",
                        line.entry.map { line.isNew ? "made: \($0)" : "there: \($0)" } ?? "to be made", line.reason,
                    ]
                },
                empty: ""
            )
        }
        if !apply, lines.contains(where: { $0.entry == nil }) { Terminal.say("--apply makes what is missing.") }
    }
}
