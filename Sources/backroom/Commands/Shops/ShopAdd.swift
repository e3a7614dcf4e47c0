import ArgumentParser
import Connector

struct ShopAdd: ChangingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a shop.",
        discussion: """
            Enter with a static access token, or with client id and secret of an app of your own. Nothing is sent yet; “shop test” looks whether it works.

            Example:
              backroom shop add DEMO --url https://demo.myshopify.com --token shpat_…
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "A short code of your choice: letters, digits, - and _.")
    var code: String

    @Option(help: ArgumentHelp("The shop's own address.", valueName: "https://NAME.myshopify.com"))
    var url: String

    @Option(help: "An access token of the Admin API.")
    var token: String?

    @Option(help: "The app's client id.")
    var clientId: String?

    @Option(help: "The app's client secret; with --token: what its webhooks are signed with.")
    var clientSecret: String?

    @Option(
        help: ArgumentHelp(
            "Where the Admin API answers, when it is not the shop's own address: a sandbox or a proxy.",
            valueName: "address"
        )
    )
    var endpoint: String?

    @Option(name: .customLong("set"), parsing: .upToNextOption, help: ArgumentHelp("Settings of the shop card.", valueName: "key=value"))
    var settings: [KeyValue] = []

    func validate() throws {
        switch (token, clientId, clientSecret) {
        case (.some, nil, _), (nil, .some, .some): break
        case (.some, _, _):
            throw ValidationError("Give either --token (and --client-secret for webhooks), or --client-id and --client-secret.")
        default: throw ValidationError("Say how to enter the shop: --token T, or --client-id I --client-secret S.")
        }
    }

    private var credentials: ShopCredentials {
        guard let token else { return .clientCredentials(id: clientId ?? "", secret: clientSecret ?? "") }
        return clientSecret.map { .signedToken(token, secret: $0) } ?? .token(token)
    }

    var target: String { code }
    var keys: [KeyValue] { settings }

    func change(_ installation: Installation) async throws {
        let shop = try await installation.shops.add(
            code,
            url: url,
            credentials: credentials,
            endpoint: endpoint,
            settings: settings.dictionary
        )
        try common.output.done(shop, "The shop \(shop.code) is added. Look whether Shopify lets us in: backroom shop test \(shop.code)")
    }
}
