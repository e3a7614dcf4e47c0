import Connector
import Foundation
import Hummingbird
import JobQueue

/// Syncs of a shop: the list of tasks, each task's request page, and starting it.
struct SyncPage: Sendable {
    let services: WebServices

    /// All tasks of a shop.
    func list(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let shop = try await services.connector.shops.show(try call.path("code"))
        let rows = services.tasks.filter(\.needsShop).map { task -> [CellView] in
            var name = CellView.text(
                t.task(task.name, title: task.title),
                href: "/shops/\(shop.code)/sync/\(task.name)",
                sub: "\(task.name) · \(task.number)"
            )
            name.cellClass = "tall grow"
            return [name, .text(t.number(task.parameters.count)), .button(t(.startNow), posts: "/shops/\(shop.code)/sync/\(task.name)")]
        }
        let view = ListView(
            HeadView(title: t(.syncMore), sub: shop.code, crumb: shop.code, crumbHref: "/shops/\(shop.code)"),
            table: TableView(
                t(.syncMore),
                [.text(t(.task)), .text(t(.parameters)), .text("")],
                rows,
                empty: .init(icon: "sync", title: t(.noEntries), text: "")
            ),
            query: call.query,
            next: nil,
            t
        )
        return .page(template: "list", title: t(.syncMore), place: .shops, view: view)
    }

    /// A task's request page.
    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        let shop = try await services.connector.shops.show(try call.path("code"))
        let task = try task(call)
        let title = t.task(task.name, title: task.title)
        var view = FormView(
            head: HeadView(title: "\(title) · \(shop.code)", crumb: shop.code, crumbHref: "/shops/\(shop.code)"),
            action: "/shops/\(shop.code)/sync/\(task.name)",
            intro: task.parameters.isEmpty ? t(.noParameters) : t(.requestPageIntro),
            fields: task.parameters.map { RequestFields.field($0, call.field($0.key), failure, t) },
            buttons: [
                .init(
                    buttonTitle: shop.settings.allowBackgroundSyncs ? t(.startInBackground) : t(.startAndWait),
                    buttonName: "mode",
                    buttonValue: "",
                    isPrimary: true
                ),
                .init(buttonTitle: t(.dryRun), buttonName: "mode", buttonValue: "dryRun", isPrimary: false),
            ],
            cancel: "/shops/\(shop.code)",
            cancelText: t(.cancel)
        )
        view.error = failure?.message
        view.errorTitle = t(.notStarted)
        return .page(template: "form", title: title, place: .shops, status: failure == nil ? .ok : .unprocessableContent, view: view)
    }

    /// Starts it: in the background the notice names the entry; in the foreground the run's page shows how it goes.
    func start(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let task = try task(call)
        var action = SyncAction(task: task.name, shop: try call.path("code"))
        action.owner = call.user.name
        action.isDryRun = call.field("mode") == "dryRun"
        for parameter in task.parameters where !call.field(parameter.key).isEmpty {
            action.parameters[parameter.key] = .string(call.field(parameter.key))
        }
        do {
            let (entry, mode) = try await action.entry(services.queue.tasks, services.connector.shops)
            let made = try await services.queue.enqueue(entry)
            let title = "\(t.task(task.name, title: task.title)) · \(made.shop ?? "")"
            let link = "/job-queue/\(made.id)"
            // With *Allow background syncs* off one waits on the entry's page, which shows the progress and can stop the run.
            if mode == .foreground || action.isDryRun { return .redirect(link) }
            return .redirect("/shops/\(made.shop ?? "")", Notice(t(.queueStarted, title), href: link, link: t(.showEntry)))
        } catch let error as JobQueueError where error.code == .invalid {
            return try await show(call, failure: Failure(classifying: error))
        }
    }

    private func task(_ call: PageCall) throws -> TaskDescription {
        let name = try call.path("task")
        guard let task = services.queue.tasks.description(of: name) else { throw Problem.notFound("task", name) }
        return task
    }
}

/// A task's parameters as fields.
enum RequestFields {
    /// - Parameter prefix: before the fields' names, where the form has fields of its own.
    static func field(_ parameter: ParameterDescription, _ typed: String, _ failure: Failure?, _ t: Speech, prefix: String = "")
        -> FieldView
    {
        let name = prefix + parameter.key
        let text = t.field(parameter)
        let value = typed.isEmpty ? parameter.defaultValue?.plainText ?? "" : typed
        let error = failure?.fields.first { $0.field == "parameters.\(parameter.key)" }?.message
        switch parameter.type {
        case .choice:
            let choices = (parameter.isRequired ? [] : [("", "–")]) + parameter.choices.map { ($0, t.choice($0, of: parameter.key)) }
            return .choice(name, text.label, value, choices, help: text.help, error: error)
        case .boolean:
            return .choice(name, text.label, value, [("", "–"), ("true", t(.yes)), ("false", t(.no))], help: text.help, error: error)
        default:
            // What can be typed is the code itself, in every language.
            let hint = parameter.type == .list && !parameter.choices.isEmpty ? " (\(parameter.choices.joined(separator: ", ")))" : ""
            return .text(name, text.label, value, help: text.help + hint, error: error, isRequired: parameter.isRequired)
        }
    }
}
