import Foundation
import Hummingbird

/// *Settings*: one's own language, theme and password.
struct SettingsPage: Sendable {
    let services: WebServices
    private var users: Users { Users(database: services.database) }

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name }?.message }
        let hasPassword = try await users.hasPassword(call.user.name)
        var card = CardView(
            head: HeadView(
                title: t(.settings),
                sub: call.user.name,
                tabs: .settings("/settings", isAdministrator: call.may(.administrator), t)
            )
        )
        var passwords: [FieldView] = []
        if hasPassword {
            passwords.append(
                .text("current", t(.currentPassword), "", help: t(.currentPasswordHelp), error: error("current"), type: "password")
            )
        }
        passwords += [
            .text("password", t(.newPassword), "", help: t(.newPasswordHelp), error: error("password"), type: "password"),
            .text("again", t(.passwordAgain), "", help: t(.passwordAgainHelp), error: error("again"), type: "password"),
        ]
        card.sections = [
            SectionView(
                sectionTitle: t(.language),
                sectionId: "language",
                sectionForm: .init(
                    formAction: "/settings/language",
                    formButton: t(.save),
                    fields: [
                        .choice(
                            "language",
                            t(.language),
                            t.language.rawValue,
                            [("en", "English"), ("ru", "Русский")],
                            help: t(.languageHelp)
                        ),
                        .choice(
                            "theme",
                            t(.theme),
                            call.request.cookies["theme"]?.value ?? "",
                            [("", t(.systemTheme)), ("light", t(.lightTheme)), ("dark", t(.darkTheme))],
                            help: t(.themeHelp)
                        ),
                    ]
                )
            ),
            SectionView(
                sectionTitle: hasPassword ? t(.changePassword) : t(.setPassword),
                sectionId: "password",
                sectionForm: .init(formAction: "/settings/password", formButton: t(.save), fields: passwords)
            ),
        ]
        card.hasFacts = true
        card.factsTitle = t(.facts)
        card.facts = [
            .init(t(.userName), .text(call.user.name)),
            .init(t(.role), .text(UserPages.roles(t).first { $0.value == call.user.role.rawValue }?.title ?? "")),
            .init(t(.since), t.cell(call.user.createdAt)), .init(t(.zone), .text(t.zone.identifier)),
        ]
        return .page(
            template: "card",
            title: t(.settings),
            place: .settings,
            status: failure == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    func setLanguage(_ call: PageCall) async throws -> PageAnswer {
        var cookies = [PageRenderer.cookie("theme", "", call.request, seconds: 0)]
        let theme = call.field("theme")
        if ["light", "dark"].contains(theme) { cookies = [PageRenderer.cookie("theme", theme, call.request, seconds: 365 * 86_400)] }
        guard let language = PageLanguage(rawValue: call.field("language")) else { return .redirect("/settings", cookies: cookies) }
        try await users.setLanguage(call.user.name, language)
        cookies.append(PageRenderer.cookie("language", language.rawValue, call.request, seconds: 365 * 86_400))
        return .redirect("/settings", Notice(Speech(language, zone: call.speech.zone)(.saved), kind: "success"), cookies: cookies)
    }

    /// A new password ends every session of the user, this one's too: it goes on as a new one.
    func setPassword(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        func refuse(_ field: String, _ text: String) async throws -> PageAnswer {
            try await show(call, failure: Failure(.wrongUse, code: "invalid_value", text, fields: [.init(field: field, message: text)]))
        }
        // Passwords are taken as they are: a blank may be a part of one.
        let (current, password, again) = (
            call.form["current"]?.last ?? "", call.form["password"]?.last ?? "", call.form["again"]?.last ?? ""
        )
        guard password == again else { return try await refuse("again", t(.passwordsDiffer)) }
        do {
            if try await users.hasPassword(call.user.name) {
                guard try await users.signIn(call.user.name, current) != nil else { return try await refuse("current", t(.currentIsWrong)) }
            }
            try await users.setPassword(call.user.name, password)
        } catch let error as AccessError {
            return try await refuse(error.code == .tooManyTries ? "current" : "password", error.message)
        }
        let session = try await Sessions(database: services.database).begin(call.user.name)
        let cookie = PageRenderer.cookie(Authentication.cookie, session, call.request, seconds: 14 * 86_400)
        return .redirect("/settings", Notice(t(.passwordChanged), kind: "success"), cookies: [cookie])
    }
}
