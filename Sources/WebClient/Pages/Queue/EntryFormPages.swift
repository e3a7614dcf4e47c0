import Foundation
import Hummingbird
import JobQueue

/// Making an entry and changing one.
struct EntryFormPages: Sendable {
    let services: WebServices

    func new(_ call: PageCall) async throws -> PageAnswer {
        // A link may say what and for whom.
        let asked = ["task", "shop"].reduce(into: [String: [String]]()) { form, name in form[name] = call.query.value(name).map { [$0] } }
        return try await form(call, EntryFormValues(form: asked, zone: call.speech.zone)).page()
    }

    func add(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let values = EntryFormValues(form: call.form, zone: t.zone)
        // The chosen task's parameters are shown, and what was typed so far stays.
        if call.field("do") == "choose" { return try await form(call, values).page() }
        do {
            guard let task = services.queue.tasks.description(of: values.text("task")) else {
                throw EntryFormValues.wrong("task", t(.chooseTask))
            }
            var entry = NewEntry(task: task.name)
            entry.shop = Self.nonBlank(values.text("shop"))
            entry.description = Self.nonBlank(values.text("description"))
            entry.category = Self.nonBlank(values.text("category"))
            entry.priority = Priority(name: values.text("priority")) ?? .normal
            entry.earliestStart = try values.instant("earliestStart", t)
            entry.expiration = try values.instant("expiration", t)
            entry.parameters = values.parameters(task)
            entry.maximumAttempts = try values.number("maximumAttempts", 5, t)
            entry.rerunDelay = try values.number("rerunDelay", 15, t)
            entry.timeout = try values.number("timeout", 43_200, t)
            entry.onFailure = OnFailure(rawValue: values.text("onFailure")) ?? .keepSchedule
            entry.owner = call.user.name
            entry.hold = call.field("do") == "hold"
            let fields = values.recurrence
            if !fields.isEmpty { entry.recurrence = try Recurrence(fields, defaultZone: t.zone.identifier) }
            if task.needsShop, entry.shop == nil { throw EntryFormValues.wrong("shop", t(.chooseShop)) }
            let made = try await services.queue.enqueue(entry)
            return .redirect("/job-queue/\(made.id)", Notice(t(.entryMade), kind: "success"))
        } catch let error where [.wrongUse, .notFound].contains(Failure(classifying: error).kind) {
            return try await form(call, values, Failure(classifying: error)).page()
        }
    }

    func edit(_ call: PageCall) async throws -> PageAnswer {
        let entry = try await services.queue.entry(try call.path("id"))
        return try await form(call, EntryFormValues(entry, zone: call.speech.zone), nil, entry).page()
    }

    func save(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let entry = try await services.queue.entry(try call.path("id"))
        let values = EntryFormValues(form: call.form, zone: t.zone)
        do {
            var changes = EntryChanges()
            if !values.text("description").isEmpty { changes.description = values.text("description") }
            changes.priority = Priority(name: values.text("priority"))
            changes.earliestStart = .some(try values.instant("earliestStart", t))
            changes.expiration = .some(try values.instant("expiration", t))
            changes.maximumAttempts = try values.number("maximumAttempts", entry.maximumAttempts, t)
            changes.rerunDelay = try values.number("rerunDelay", entry.rerunDelay, t)
            changes.timeout = try values.number("timeout", entry.timeout, t)
            changes.onFailure = OnFailure(rawValue: values.text("onFailure"))
            let fields = values.recurrence
            let recurrence = fields.isEmpty ? nil : try Recurrence(fields, defaultZone: t.zone.identifier)
            if recurrence != entry.recurrence { changes.recurrence = .some(recurrence) }
            try touchLocks(&changes, entry, values, t)
            try await services.queue.set(entry.id, changes)
            return .redirect("/job-queue/\(entry.id)", Notice(t(.saved), kind: "success"))
        } catch let error where [.wrongUse, .conflict].contains(Failure(classifying: error).kind) {
            return try await form(call, values, Failure(classifying: error), entry).page()
        }
    }

    /// What the run depends on is only touched when it differs: a running entry refuses that, and nothing else.
    private func touchLocks(_ changes: inout EntryChanges, _ entry: Entry, _ values: EntryFormValues, _ t: Speech) throws {
        let shop = Self.nonBlank(values.text("shop"))
        if shop != entry.shop { changes.shop = .some(shop) }
        let category = Self.nonBlank(values.text("category"))
        if category != entry.category { changes.category = .some(category) }
        guard let task = services.queue.tasks.description(of: entry.task) else { return }
        if task.needsShop, shop == nil { throw EntryFormValues.wrong("shop", t(.chooseShop)) }
        let typed = values.parameters(task)
        if typed != EntryFormValues(entry, zone: values.zone).parameters(task) { changes.parameters = typed }
    }

    /// The fragment beside the form.
    func preview(_ call: PageCall) -> PageAnswer {
        let pairs = call.request.uri.queryParameters.map { (String($0.key), String($0.value)) }
        let values = EntryFormValues(form: Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }, zone: call.speech.zone)
        return .fragment(template: "slots", view: ScheduleSlots.view(values.recurrence, call.speech))
    }

    private func form(_ call: PageCall, _ values: EntryFormValues, _ failure: Failure? = nil, _ entry: Entry? = nil) -> EntryForm {
        EntryForm(services: services, call: call, values: values, failure: failure, entry: entry)
    }

    private static func nonBlank(_ text: String) -> String? { text.isEmpty ? nil : text }
}
