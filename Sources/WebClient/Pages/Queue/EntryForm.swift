import Connector
import Foundation
import Hummingbird
import JobQueue

/// The form of an entry, new or existing: what, for whom, how, when, and what happens when it fails. Beside it the next ten runs.
struct EntryForm: Sendable {
    let services: WebServices
    let call: PageCall
    let values: EntryFormValues
    var failure: Failure?
    /// The entry that is edited; nil: a new one. Its task stays.
    var entry: Entry?

    private var t: Speech { call.speech }

    private func error(_ name: String) -> String? {
        failure?.fields.first { $0.field == name || $0.field == "recurrence.\(name)" }?.message
    }

    private func field(_ name: String, _ label: Text, _ help: Text, type: String = "text", usual: String = "") -> FieldView {
        let value = values.has(name) ? values.text(name) : usual
        var field = FieldView.text(name, t(label), value, help: t(help), error: error(name), type: type)
        if type == "text", Int(usual) != nil { field.inputMode = "numeric" }
        return field
    }

    private func choice(_ name: String, _ label: Text, _ help: Text, usual: String, _ choices: [(value: String, title: String)])
        -> FieldView
    {
        let value = values.has(name) ? values.text(name) : usual
        return .choice(name, t(label), value, choices, help: t(help), error: error(name))
    }

    func page() async throws -> PageAnswer {
        let shops = try await services.connector.shops.list()
        let tasks = services.tasks
        let task = tasks.first { $0.name == values.text("task") || String($0.number) == values.text("task") } ?? tasks.first
        let preview = ScheduleSlots.view(values.recurrence, t)
        let path = entry.map { "/job-queue/\($0.id)" }
        let title = entry.map { t(.editEntry, t.task($0.task, title: $0.description)) } ?? t(.newEntry)
        var view = FormView(
            head: HeadView(title: title, crumb: t(.jobQueueEntries), crumbHref: "/job-queue"),
            action: path.map { $0 + "/edit" } ?? "/job-queue/new",
            layout: "with-facts",
            preview: "/job-queue/preview",
            intro: entry == nil ? t(.newEntryIntro) : nil,
            fields: [],
            buttons: entry == nil
                ? [
                    .init(buttonTitle: t(.createReady), buttonName: "do", buttonValue: "ready", isPrimary: true),
                    .init(buttonTitle: t(.createOnHold), buttonName: "do", buttonValue: "hold", isPrimary: false),
                ] : [.init(buttonTitle: t(.save), buttonName: "do", buttonValue: "save", isPrimary: true)],
            cancel: path ?? "/job-queue",
            cancelText: t(.cancel),
            slotList: true,
            slotTitle: t(.nextTenRuns),
            slotError: preview.slotError,
            slots: preview.slots,
            slotNotes: preview.slotNotes
        )
        view.enter = view.buttons.first
        view.groups = [
            .init(groupTitle: t(.general), groupFields: general(shops, tasks, task)),
            .init(
                groupTitle: t(.parameters),
                groupFields: parameters(task),
                groupText: task?.parameters.isEmpty == true ? t(.noParameters) : nil
            ),
            .init(groupTitle: t(.schedule), groupFields: schedule), .init(groupTitle: t(.attemptsAndFailure), groupFields: attempts),
        ]
        view.error = failure?.message
        view.errorTitle = t(.notSaved)
        return .page(
            template: "form",
            title: title,
            place: .jobQueue,
            status: failure == nil ? .ok : .unprocessableContent,
            view: view
        )
    }

    private func general(_ shops: [Shop], _ tasks: [TaskDescription], _ task: TaskDescription?) -> [FieldView] {
        var fields: [FieldView] = []
        if entry == nil {
            var what = FieldView.choice(
                "task",
                t(.task),
                task?.name ?? "",
                tasks.map { ($0.name, t.task($0.name, title: $0.title)) },
                help: t(.taskHelp),
                error: error("task")
            )
            what.fieldButton = .init(besideTitle: t(.showParameters), besideName: "do", besideValue: "choose")
            fields.append(what)
        }
        return fields + [
            choice("shop", .shop, .shopHelp, usual: shops.count == 1 ? shops[0].code : "", [("", "–")] + shops.map { ($0.code, $0.code) }),
            field("description", .description, .descriptionHelp), field("category", .category, .categoryHelp),
            choice(
                "priority",
                .priority,
                .priorityHelp,
                usual: "normal",
                [("low", t(.priorityLow)), ("normal", t(.priorityNormal)), ("high", t(.priorityHigh))]
            ),
            field("earliestStart", .earliestStart, .earliestStartHelp, type: "datetime-local"),
            field("expiration", .expires, .expiresHelp, type: "datetime-local"),
        ]
    }

    private func parameters(_ task: TaskDescription?) -> [FieldView] {
        (task?.parameters ?? []).map { RequestFields.field($0, values.text("p.\($0.key)"), failure, t, prefix: "p.") }
    }

    private var schedule: [FieldView] {
        let titles = zip(EntryFormValues.days, t(.dayNames).split(separator: " ")).map { (value: $0, title: String($1)) }
        return [
            .days("days", t(.days), values.all("days"), titles, help: t(.daysHelp), error: error("days")),
            field("start", .start, .startHelp, type: "time"), field("end", .end, .endHelp, type: "time"),
            field("every", .every, .everyHelp), field("formula", .formula, .formulaHelp),
            field("zone", .zone, .zoneHelp),
            choice(
                "spacing",
                .spacing,
                .spacingHelp,
                usual: "fixed-rate",
                [("fixed-rate", t(.fixedRate)), ("after-completion", t(.afterCompletion))]
            ),
            choice(
                "missed",
                .missedRuns,
                .missedHelp,
                usual: "once",
                [("once", t(.missedOnce)), ("skip", t(.missedSkip)), ("all:100", t(.missedAll))]
            ),
        ]
    }

    private var attempts: [FieldView] {
        [
            field("maximumAttempts", .maximumAttempts, .maximumAttemptsHelp, usual: "5"),
            field("rerunDelay", .rerunDelay, .rerunDelayHelp, usual: "15"), field("timeout", .timeout, .timeoutHelp, usual: "43200"),
            choice(
                "onFailure",
                .onFailure,
                .onFailureHelp,
                usual: OnFailure.keepSchedule.rawValue,
                [(OnFailure.keepSchedule.rawValue, t(.onFailureKeep)), (OnFailure.stop.rawValue, t(.onFailureStop))]
            ),
        ]
    }
}
