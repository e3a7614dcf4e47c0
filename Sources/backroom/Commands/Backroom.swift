import ArgumentParser

/// The root of all commands.
struct Backroom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backroom",
        abstract: "Keeps Shopify shops and a back office in step, in the background.",
        discussion: """
            Commands are “backroom <noun> <verb>”. With --json a command prints one JSON document and nothing else.
            Exit status: 0 done, 1 failed, 2 wrong use, 3 not found, 4 conflict, 5 the shop or back office could not be reached.

            Example:
              backroom demo
            """,
        version: Version.text,
        groupedSubcommands: [
            CommandGroup(name: "Run", subcommands: [ServeCommand.self, WorkerCommand.self, DemoCommand.self]),
            CommandGroup(name: "Shops and syncs", subcommands: [ShopCommand.self, SyncCommand.self, TasksCommand.self]),
            CommandGroup(
                name: "The job queue",
                subcommands: [
                    JobsCommand.self, ScheduleCommand.self, CategoriesCommand.self, NoticesCommand.self, WebhooksCommand.self,
                ]
            ),
            CommandGroup(name: "Records", subcommands: [OrdersCommand.self, PayoutsCommand.self, SkippedCommand.self, LedgerCommand.self]),
            CommandGroup(
                name: "The installation",
                subcommands: [UserCommand.self, TokenCommand.self, AuditCommand.self, DatabaseCommand.self, DoctorCommand.self]
            ),
        ]
    )
}
