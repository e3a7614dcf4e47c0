import ArgumentParser
import Foundation
import WebClient

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People who sign in to the pages.",
        subcommands: [Add.self, List.self, Remove.self, Password.self, Link.self]
    )

    struct Add: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add somebody.",
            discussion:
                "The password is asked for, or read from standard input when that is no terminal.\n\nExample:\n  backroom user add anna --role operator"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The name to sign in with.") var name: String
        @Option(help: "viewer, operator or administrator.") var role: Role

        var target: String { name }

        func change(_ installation: Installation) async throws {
            let password = try PasswordPrompt.ask("Password for \(name): ")
            let user = try await Users(database: installation.database).add(name, role: role, password: password)
            try common.output.done(user, "“\(user.name)” can sign in as \(user.role.rawValue).")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show everybody.", discussion: "Example:\n  backroom user list")
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(try await Users(database: installation.database).list()) { users in
                    Table(
                        [.text("Name"), .text("Role"), .text("Since")],
                        users.map { [$0.name, $0.role.rawValue, Words.instant($0.createdAt)] },
                        empty: "Nobody can sign in yet. “backroom serve” prints a link that makes the first administrator."
                    )
                }
            }
        }
    }

    struct Remove: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove somebody; his sessions end at once.",
            discussion: "Example:\n  backroom user remove anna"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The name.") var name: String

        var target: String { name }

        func change(_ installation: Installation) async throws {
            try await Users(database: installation.database).remove(name)
            try common.output.done(["removed": name], "“\(name)” is removed.")
        }
    }

    struct Password: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a new password; sessions of the old one end.",
            discussion: "Example:\n  backroom user password anna"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The name.") var name: String

        var target: String { name }

        func change(_ installation: Installation) async throws {
            let password = try PasswordPrompt.ask("New password for \(name): ")
            try await Users(database: installation.database).setPassword(name, password)
            try common.output.done(["changed": name], "The password of “\(name)” is changed.")
        }
    }

    struct Link: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link that lets somebody in once, within an hour.",
            discussion:
                "Without a name, while there is no user: the link makes the first administrator.\n\nExample:\n  backroom user link anna"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The name.") var name: String?

        var target: String { name ?? "" }

        func change(_ installation: Installation) async throws {
            let users = Users(database: installation.database)
            let everybody = try await users.list()
            if let name, !everybody.contains(where: { $0.name == name }) {
                throw Failure(.notFound, code: "not_found", "There is no user “\(name)”.")
            }
            if name == nil, !everybody.isEmpty {
                throw Failure(.conflict, code: "conflict", "There are users already: say for whom the link is.")
            }
            let path = try await OneTimeLinks(database: installation.database).make(user: name)
            let base = installation.address()
            try common.output.done(["link": base + path], base + path)
        }
    }
}
