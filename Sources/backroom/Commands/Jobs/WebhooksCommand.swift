public import ArgumentParser
import JobQueue

extension Webhook.Status: ExpressibleByArgument {}

struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Outgoing webhooks: what told others of failures and successes.",
        discussion: """
            An entry names its receivers: backroom jobs add … --notify-failure https://example.com/hook
            Each delivery is signed: its header Backroom-Signature is t=SECONDS,v1=HEX, where HEX is the HMAC-SHA256 under the secret of
            SECONDS, a dot and the body. “backroom webhooks secret” prints the secret.
            """,
        subcommands: [List.self, Retry.self, Secret.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show deliveries, newest first.",
            discussion: "Example:\n  backroom webhooks list --status failed"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only these: pending, delivered or failed.") var status: Webhook.Status?
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                let filter = WebhookFilter(statuses: status.map { [$0] }, limit: limit)
                try common.output.list(try await installation.queue.webhooks(filter)) { webhooks in
                    let rows = webhooks.map {
                        [
                            $0.id, $0.status.rawValue, $0.event, $0.entry, $0.url, Words.instant($0.created), "\($0.attempts)",
                            $0.nextTry.map { Words.instant($0) } ?? "", $0.error ?? "",
                        ]
                    }
                    return Table(
                        [
                            .text("Id"), .text("Status"), .text("Event"), .text("Entry"), .text("To"), .text("Created"),
                            .figure("Attempts"), .text("Next try"), .text("Error"),
                        ],
                        rows,
                        empty: "There is no such delivery."
                    )
                }
            }
        }
    }

    struct Retry: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try a delivery that was given up again.",
            discussion: "Example:\n  backroom webhooks retry 0198…"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The delivery's id.") var id: String

        var target: String { id }

        func change(_ installation: Installation) async throws {
            let webhook = try await installation.queue.retryWebhook(id)
            try common.output.done(webhook, "The delivery to \(webhook.url) is tried again.")
        }
    }

    struct Secret: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the secret that deliveries are signed with.",
            discussion: "Configured as BACKROOM_WEBHOOK_SECRET, or made from the secret key.\n\nExample:\n  backroom webhooks secret"
        )
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.done(["secret": installation.webhookSecret], installation.webhookSecret)
            }
        }
    }
}
