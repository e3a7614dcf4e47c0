import Foundation
import Hummingbird

/// API tokens, for administrators: made, shown once, revoked.
struct TokenPages: Sendable {
    let services: WebServices
    private var tokens: AccessTokens { AccessTokens(database: services.database) }

    /// - Parameter secret: of the token that was made just now; shown here and never again.
    func show(_ call: PageCall, secret: String? = nil, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name }?.message }
        var card = CardView(
            head: HeadView(title: t(.apiTokens), sub: t(.apiTokensSub), tabs: .settings("/settings/tokens", isAdministrator: true, t)),
            layout: "stack"
        )
        if let secret {
            card.linkTitle = t(.newToken)
            card.link = secret
            card.linkText = t(.newTokenText)
        }
        let roles = UserPages.roles(t)
        let rows = try await tokens.list().map { token -> [CellView] in
            [
                .wide(token.name), .text(roles.first { $0.value == token.role.rawValue }?.title ?? ""), t.cell(token.createdAt),
                t.cell(token.lastUsedAt), .button(t(.revoke), posts: "/settings/tokens/\(PageQuery.escape(token.name))/revoke"),
            ]
        }
        card.sections = [
            SectionView(
                sectionTitle: t(.apiTokens),
                sectionId: "tokens",
                sectionTable: TableView(
                    t(.apiTokens),
                    [.text(t(.name)), .text(t(.role)), .text(t(.since)), .text(t(.lastUsed)), .text("")],
                    rows,
                    empty: .init(icon: "list", title: t(.noTokens), text: t(.noTokensText))
                )
            ),
            SectionView(
                sectionTitle: t(.addToken),
                sectionId: "add",
                isOpen: failure != nil || rows.isEmpty,
                sectionForm: .init(
                    formAction: "/settings/tokens",
                    formButton: t(.addToken),
                    fields: [
                        .text(
                            "name",
                            t(.name),
                            secret == nil ? call.field("name") : "",
                            help: t(.tokenNameHelp),
                            error: error("name"),
                            isRequired: true
                        ),
                        .choice("role", t(.role), call.field("role"), roles, help: t(.roleHelp), error: error("role")),
                    ]
                )
            ),
        ]
        return .page(
            template: "card",
            title: t(.apiTokens),
            place: .settings,
            status: failure == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    func add(_ call: PageCall) async throws -> PageAnswer {
        guard let role = Role(rawValue: call.field("role")) else {
            let text = call.speech(.chooseRole)
            let failure = Failure(.wrongUse, code: "invalid_value", text, fields: [.init(field: "role", message: text)])
            return try await show(call, failure: failure)
        }
        do {
            return try await show(call, secret: try await tokens.create(name: call.field("name"), role: role).secret)
        } catch let error as AccessError {
            return try await show(call, failure: Failure(classifying: error))
        }
    }

    func revoke(_ call: PageCall) async throws -> PageAnswer {
        let name = try call.path("name")
        try await tokens.revoke(name: name)
        return .redirect("/settings/tokens", Notice(call.speech(.tokenRevoked, name), kind: "success"))
    }
}
