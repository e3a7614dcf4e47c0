public import ArgumentParser
import Foundation
public import WebClient

extension Role: ExpressibleByArgument {}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tokens for the API.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    /// A new token with its secret, as `token create --json` prints it.
    struct Created: Codable {
        let name: String
        let role: Role
        let token: String
    }

    struct Create: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and print its secret, once.",
            discussion: """
                Example:
                  backroom token create warehouse --role operator
                """
        )

        @OptionGroup var common: CommonOptions
        @Argument(help: "What the token is called in lists and in the audit trail.")
        var name: String
        @Option(help: "viewer, operator or administrator.")
        var role: Role

        var target: String { name }

        func change(_ installation: Installation) async throws {
            let made = try await AccessTokens(database: installation.database).create(name: name, role: role)
            if !common.json { Terminal.say("The token is shown only now; keep it like a password.") }
            try common.output.done(Created(name: made.token.name, role: made.token.role, token: made.secret), made.secret)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show all tokens.", discussion: "Example:\n  backroom token list")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Installation.use(common) { installation in
                let tokens = try await AccessTokens(database: installation.database).list()
                try common.output.list(tokens) { tokens in
                    let rows = tokens.map {
                        [$0.name, $0.role.rawValue, Words.instant($0.createdAt), $0.lastUsedAt.map { Words.instant($0) } ?? "never"]
                    }
                    return Table(
                        [.text("Name"), .text("Role"), .text("Created"), .text("Last used")],
                        rows,
                        empty: "There is no token yet. Make one: backroom token create NAME --role operator"
                    )
                }
            }
        }
    }

    struct Revoke: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a token at once.",
            discussion: "Example:\n  backroom token revoke warehouse"
        )

        @OptionGroup var common: CommonOptions
        @Argument(help: "The token's name.")
        var name: String

        var target: String { name }

        func change(_ installation: Installation) async throws {
            try await AccessTokens(database: installation.database).revoke(name: name)
            try common.output.done(["revoked": name], "The token “\(name)” is revoked.")
        }
    }
}
