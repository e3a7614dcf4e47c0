import Foundation
import Hummingbird

/// *Users*: who signs in, as what; for administrators.
struct UserPages: Sendable {
    let services: WebServices
    private var users: Users { Users(database: services.database) }

    static func path(_ name: String) -> String { "/users/\(PageQuery.escape(name))" }

    static func roles(_ t: Speech) -> [(value: String, title: String)] {
        [
            (Role.viewer.rawValue, t(.roleViewer)), (Role.operator.rawValue, t(.roleOperator)),
            (Role.administrator.rawValue, t(.roleAdministrator)),
        ]
    }

    private static func title(_ role: Role, _ t: Speech) -> String { roles(t).first { $0.value == role.rawValue }?.title ?? role.rawValue }

    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let users = users
        let source = ListSource(
            columns: [
                .text("name", t(.userName)), .text("role", t(.role)), .text("status", t(.status)), .text("lastSeen", t(.lastSeen)),
                .text("createdAt", t(.since)),
            ]
        ) { _, _ in
            let seen = try await users.lastSeen()
            let lines = try await users.list().map { user in
                ListSource.Line(cells: [
                    .wide(user.name, href: Self.path(user.name)), CellView.text(Self.title(user.role, t)).with(raw: user.role.rawValue),
                    CellView.chip(Self.chip(user, t)).with(raw: user.isActive ? "active" : "deactivated"), t.cell(seen[user.name]),
                    t.cell(user.createdAt),
                ])
            }
            return ListSource.Part(lines: lines, next: nil)
        }
        let page = ListPage(
            head: HeadView(
                title: t(.users),
                sub: t(.usersSub),
                actions: [.link(t(.newUser), "/users/new", isPrimary: true)],
                tabs: .settings("/users", isAdministrator: true, t)
            ),
            place: .settings,
            source: source,
            empty: .init(icon: "person", title: t(.users), text: t(.usersSub), action: t(.newUser), href: "/users/new")
        )
        return try await page.answer(call)
    }

    private static func chip(_ user: User, _ t: Speech) -> ChipView {
        user.isActive
            ? ChipView(kind: "success", icon: "success", word: t(.active)) : ChipView(kind: "", icon: "hold", word: t(.deactivated))
    }

    func new(_ call: PageCall, failure: Failure? = nil) -> PageAnswer {
        let t = call.speech
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name }?.message }
        var view = FormView(
            head: HeadView(title: t(.newUser), crumb: t(.users), crumbHref: "/users"),
            action: "/users/new",
            intro: t(.newUserIntro),
            fields: [
                .text("name", t(.userName), call.field("name"), help: t(.userNameHelp), error: error("name"), isRequired: true),
                .choice("role", t(.role), call.field("role"), Self.roles(t), help: t(.roleHelp), error: error("role")),
            ],
            buttons: [.init(buttonTitle: t(.addUser), buttonName: "do", buttonValue: "add", isPrimary: true)],
            cancel: "/users",
            cancelText: t(.cancel)
        )
        view.error = failure?.message
        view.errorTitle = t(.notSaved)
        return .page(
            template: "form",
            title: t(.newUser),
            place: .settings,
            status: failure == nil ? .ok : .unprocessableContent,
            view: view
        )
    }

    /// Adds somebody and shows the link by which he comes in: once, on the page that follows.
    func add(_ call: PageCall) async throws -> PageAnswer {
        guard let role = Role(rawValue: call.field("role")) else {
            let text = call.speech(.chooseRole)
            return new(call, failure: Failure(.wrongUse, code: "invalid_value", text, fields: [.init(field: "role", message: text)]))
        }
        do {
            let user = try await users.add(call.field("name"), role: role, password: nil)
            return try await show(call, name: user.name, link: try await link(user.name))
        } catch let error as AccessError {
            return new(call, failure: Failure(classifying: error))
        }
    }

    func show(_ call: PageCall) async throws -> PageAnswer { try await show(call, name: try call.path("name"), link: nil) }

    /// - Parameter link: a one-time link that was made just now. It is shown here and never again.
    private func show(_ call: PageCall, name: String, link: String?, error: String? = nil) async throws -> PageAnswer {
        let t = call.speech
        guard let user = try await users.find(name) else { throw Problem.notFound("user", name) }
        let path = Self.path(user.name)
        let isSelf = user.name == call.user.name
        var card = CardView(
            head: HeadView(
                title: user.name,
                sub: Self.title(user.role, t),
                crumb: t(.users),
                crumbHref: "/users",
                chips: [Self.chip(user, t)]
            )
        )
        card.head.actions = [
            .post(t(.newLink), path + "/link", isPrimary: true, refusal: user.isActive ? nil : t(.isDeactivated)),
            user.isActive
                ? .post(t(.deactivate), path + "/deactivate", refusal: isSelf ? t(.notYourself) : nil)
                : .post(t(.activate), path + "/activate"),
            .danger(t(.remove), path + "/remove", confirm: t(.removeUserConfirm), refusal: isSelf ? t(.notYourself) : nil),
        ]
        if let link {
            card.linkTitle = t(.oneTimeLink)
            card.link = PublicAddress.of(call.request) + link
            card.linkText = t(.oneTimeLinkText)
        }
        let seen = try await users.lastSeen()[user.name]
        card.sections = [
            SectionView(
                sectionTitle: t(.role),
                sectionId: "role",
                sectionForm: .init(
                    formAction: path + "/role",
                    formButton: t(.save),
                    fields: [.choice("role", t(.role), user.role.rawValue, Self.roles(t), help: t(.roleHelp), error: error)]
                )
            )
        ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.since), t.cell(user.createdAt)), .init(t(.lastSeen), t.cell(seen)),
            .init(t(.language), .text(user.language?.rawValue.uppercased() ?? "–")),
        ]
        return .page(
            template: "card",
            title: user.name,
            place: .settings,
            status: error == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    private func link(_ name: String) async throws -> String { try await OneTimeLinks(database: services.database).make(user: name) }

    func newLink(_ call: PageCall) async throws -> PageAnswer {
        let name = try call.path("name")
        guard let user = try await users.find(name), user.isActive else { throw Problem.notFound("user", name) }
        return try await show(call, name: user.name, link: try await link(user.name))
    }

    func setRole(_ call: PageCall) async throws -> PageAnswer {
        let name = try call.path("name")
        guard let role = Role(rawValue: call.field("role")) else {
            return try await show(call, name: name, link: nil, error: call.speech(.chooseRole))
        }
        do {
            try await users.setRole(name, role)
        } catch let error as AccessError where error.code == .lastAdministrator {
            return try await show(call, name: name, link: nil, error: error.message)
        }
        return .redirect(Self.path(name), Notice(call.speech(.saved), kind: "success"))
    }

    func setActive(_ call: PageCall, _ isActive: Bool) async throws -> PageAnswer {
        let name = try call.path("name")
        try await users.setActive(name, isActive)
        return .redirect(
            Self.path(name),
            Notice(isActive ? call.speech(.userActivated, name) : call.speech(.userDeactivated, name), kind: "success")
        )
    }

    func remove(_ call: PageCall) async throws -> PageAnswer {
        let name = try call.path("name")
        try await users.remove(name)
        return .redirect("/users", Notice(call.speech(.userRemoved, name), kind: "success"))
    }
}
