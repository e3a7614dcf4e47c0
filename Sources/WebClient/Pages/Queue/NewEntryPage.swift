import Connector
import Foundation
import Hummingbird
import JobQueue

/// A new entry with its schedule; beside it the next ten runs, recomputed while one types.
struct NewEntryPage: Sendable {
    let services: WebServices

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        let shops = try await services.connector.shops.list()
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name || $0.field == "recurrence.\(name)" }?.message }
        func text(_ name: String, _ label: Text, _ help: Text, type: String = "text") -> FieldView {
            .text(name, t(label), call.field(name), help: t(help), error: error(name), type: type)
        }
        let days: [(value: String, title: String)] = zip(
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            t(.dayNames).split(separator: " ")
        ).map { ($0, String($1)) }
        let fields: [FieldView] = [
            .choice(
                "task",
                t(.task),
                call.field("task"),
                services.tasks.map { ($0.name, t.task($0.name, title: $0.title)) },
                help: t(.taskHelp),
                error: error("task")
            ),
            .choice(
                "shop",
                t(.shop),
                call.field("shop"),
                [("", "–")] + shops.map { ($0.code, $0.code) },
                help: t(.shopHelp),
                error: error("shop")
            ),
            .days("days", t(.days), Set(call.form["days"] ?? []), days, help: t(.daysHelp), error: error("days")),
            text("start", .start, .startHelp, type: "time"),
            text("end", .end, .endHelp, type: "time"), text("every", .every, .everyHelp), text("formula", .formula, .formulaHelp),
            text("zone", .zone, .zoneHelp),
            .choice(
                "spacing",
                t(.spacing),
                call.field("spacing"),
                [("fixed-rate", t(.fixedRate)), ("after-completion", t(.afterCompletion))],
                help: t(.spacingHelp),
                error: error("spacing")
            ),
            text("category", .category, .categoryHelp),
            .choice(
                "priority",
                t(.priority),
                call.form["priority"] == nil ? "normal" : call.field("priority"),
                [("low", t(.priorityLow)), ("normal", t(.priorityNormal)), ("high", t(.priorityHigh))],
                help: t(.priorityHelp)
            ),
        ]
        let preview = ScheduleSlots.view(Self.recurrence(call.form), t)
        var view = FormView(
            head: HeadView(title: t(.newEntry), crumb: t(.jobQueueEntries), crumbHref: "/job-queue"),
            action: "/job-queue/new",
            layout: "with-facts",
            preview: "/job-queue/preview",
            intro: t(.newEntryIntro),
            fields: fields,
            buttons: [
                .init(buttonTitle: t(.createReady), buttonName: "do", buttonValue: "ready", isPrimary: true),
                .init(buttonTitle: t(.createOnHold), buttonName: "do", buttonValue: "hold", isPrimary: false),
            ],
            cancel: "/job-queue",
            cancelText: t(.cancel),
            slotList: true,
            slotTitle: t(.nextTenRuns),
            slotError: preview.slotError,
            slots: preview.slots
        )
        view.error = failure?.message
        view.errorTitle = t(.notSaved)
        return .page(
            template: "form",
            title: t(.newEntry),
            place: .jobQueue,
            status: failure == nil ? .ok : .unprocessableContent,
            view: view
        )
    }

    func add(_ call: PageCall) async throws -> PageAnswer {
        var entry = NewEntry(task: call.field("task"))
        entry.shop = Self.nonBlank(call.field("shop"))
        entry.category = Self.nonBlank(call.field("category"))
        entry.priority = Priority(name: call.field("priority")) ?? .normal
        entry.owner = call.user.name
        entry.hold = call.field("do") == "hold"
        do {
            let fields = Self.recurrence(call.form)
            if !fields.isEmpty { entry.recurrence = try Recurrence(fields, defaultZone: call.speech.zone.identifier) }
            let made = try await services.queue.enqueue(entry)
            return .redirect("/job-queue/\(made.id)", Notice(call.speech(.entryMade), kind: "success"))
        } catch let error where [.wrongUse, .notFound].contains(Failure(classifying: error).kind) {
            return try await show(call, failure: Failure(classifying: error))
        }
    }

    /// The fragment beside the form.
    func preview(_ call: PageCall) -> PageAnswer {
        let values = Dictionary(grouping: call.request.uri.queryParameters.map { (String($0.key), String($0.value)) }, by: \.0).mapValues {
            $0.map(\.1)
        }
        return .fragment(template: "slots", view: ScheduleSlots.view(Self.recurrence(values), call.speech))
    }

    static func recurrence(_ form: [String: [String]]) -> RecurrenceFields {
        func value(_ name: String) -> String? { nonBlank(form[name]?.last ?? "") }
        let days = (form["days"] ?? []).filter { !$0.isEmpty }
        var fields = RecurrenceFields(
            days: days.isEmpty ? nil : days,
            start: value("start"),
            end: value("end"),
            every: value("every").map { Int($0) ?? 0 },
            formula: value("formula")
        )
        // Zone and spacing alone are no schedule: their fields are never blank.
        guard !fields.isEmpty else { return fields }
        fields.zone = value("zone")
        fields.spacing = fields.formula == nil ? value("spacing") : nil
        return fields
    }

    private static func nonBlank(_ text: String) -> String? {
        let text = text.trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? nil : text
    }
}
