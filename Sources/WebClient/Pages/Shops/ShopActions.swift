import Connector
import Foundation
import Hummingbird
import JobQueue

/// What the pages do to shops.
struct ShopActions: Sendable {
    let services: WebServices
    private var shops: Shops { services.connector.shops }

    func save(_ call: PageCall) async throws -> PageAnswer {
        let code = try call.path("code")
        var changes: [String: String] = [:]
        for definition in SettingDefinition.all where call.form[definition.key] != nil {
            changes[definition.key] = call.field(definition.key)
        }
        do {
            try await shops.set(code, changes)
        } catch let error as ConnectorError where error.code != .notFound {
            // What was typed stays, and the field says what is wrong with it.
            return try await ShopPage(services: services).answer(call, wrong: (Failure(classifying: error), changes))
        }
        return .redirect("/shops/\(code)", Notice(call.speech(.saved), kind: "success"))
    }

    func test(_ call: PageCall) async throws -> PageAnswer {
        let report = try await shops.test(try call.path("code"))
        return try await ShopPage(services: services).answer(call, report: report)
    }

    func enable(_ call: PageCall, _ isOn: Bool) async throws -> PageAnswer {
        let code = try call.path("code")
        let shop = isOn ? try await shops.enable(code) : try await shops.disable(code)
        return .redirect(
            "/shops/\(shop.code)",
            Notice(isOn ? call.speech(.shopEnabled, shop.code) : call.speech(.shopDisabled, shop.code), kind: "success")
        )
    }

    func remove(_ call: PageCall) async throws -> PageAnswer {
        let code = try call.path("code")
        try await shops.remove(code)
        return .redirect("/shops", Notice(call.speech(.shopRemoved, code), kind: "success"))
    }

    func new(_ call: PageCall, failure: Failure? = nil) -> PageAnswer {
        let t = call.speech
        func field(_ name: String, _ label: Text, _ help: Text, type: String = "text", isRequired: Bool = false) -> FieldView {
            let error = failure?.fields.first { $0.field == name }?.message
            // A secret is typed again rather than sent back in a page.
            return .text(
                name,
                t(label),
                type == "password" ? "" : call.field(name),
                help: t(help),
                error: error,
                type: type,
                isRequired: isRequired
            )
        }
        let fields = [
            field("code", .code, .codeHelp, isRequired: true), field("url", .shopAddress, .shopAddressHelp, isRequired: true),
            field("token", .accessToken, .accessTokenHelp, type: "password"), field("clientId", .clientID, .clientIDHelp),
            field("clientSecret", .clientSecret, .clientSecretHelp, type: "password"), field("endpoint", .endpoint, .endpointHelp),
        ]
        var view = FormView(
            head: HeadView(title: t(.newShop), crumb: t(.shops), crumbHref: "/shops"),
            action: "/shops/new",
            intro: t(.newShopIntro),
            fields: fields,
            buttons: [.init(buttonTitle: t(.connect), buttonName: "do", buttonValue: "add", isPrimary: true)],
            cancel: "/shops",
            cancelText: t(.cancel)
        )
        view.error = failure?.message
        view.errorTitle = t(.notSaved)
        return .page(template: "form", title: t(.newShop), place: .shops, status: failure == nil ? .ok : .unprocessableContent, view: view)
    }

    func add(_ call: PageCall) async throws -> PageAnswer {
        let token = call.field("token")
        let credentials: ShopCredentials =
            token.isEmpty
            ? .clientCredentials(id: call.field("clientId"), secret: call.field("clientSecret"))
            : call.field("clientSecret").isEmpty ? .token(token) : .signedToken(token, secret: call.field("clientSecret"))
        let endpoint = call.field("endpoint")
        do {
            let shop = try await shops.add(
                call.field("code"),
                url: call.field("url"),
                credentials: credentials,
                endpoint: endpoint.isEmpty ? nil : endpoint
            )
            return .redirect("/shops/\(shop.code)", Notice(call.speech(.shopAdded, shop.code), kind: "success"))
        } catch let error as ConnectorError {
            return new(call, failure: Failure(classifying: error))
        }
    }
}
