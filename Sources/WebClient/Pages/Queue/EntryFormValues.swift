import Foundation
import JobQueue

/// What stands in the form of an entry: what was typed, or what the entry has; and reading it back.
struct EntryFormValues: Sendable {
    private var values: [String: [String]]
    let zone: TimeZone

    /// What was typed.
    init(form: [String: [String]], zone: TimeZone) {
        values = form
        self.zone = zone
    }

    /// What the entry has.
    init(_ entry: Entry, zone: TimeZone) {
        self.zone = zone
        values = [
            "task": [entry.task], "shop": [entry.shop ?? ""], "description": [entry.description], "category": [entry.category ?? ""],
            "priority": [entry.priority.name], "maximumAttempts": ["\(entry.maximumAttempts)"], "rerunDelay": ["\(entry.rerunDelay)"],
            "timeout": ["\(entry.timeout)"], "onFailure": [entry.onFailure.rawValue],
        ]
        for (key, value) in entry.parameters { values["p.\(key)"] = [Self.plain(value)] }
        values["earliestStart"] = entry.earliestStart.map { [Self.local($0, zone)] }
        values["expiration"] = entry.expiration.map { [Self.local($0, zone)] }
        guard let fields = entry.recurrence?.fields else { return }
        values["days"] = fields.days == ["all"] ? Self.days : fields.days
        values["start"] = fields.start.map { [$0] }
        values["end"] = fields.end.map { [$0] }
        values["every"] = fields.every.map { ["\($0)"] }
        values["formula"] = fields.formula.map { [$0] }
        values["zone"] = fields.zone.map { [$0] }
        values["spacing"] = fields.spacing.map { [$0] }
        values["missed"] = fields.missed.map { [$0] }
    }

    static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private static func plain(_ value: JSONValue) -> String {
        guard case .array(let elements) = value else { return value.plainText }
        return elements.map(\.plainText).joined(separator: ", ")
    }

    func text(_ name: String) -> String { (values[name]?.last ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
    func has(_ name: String) -> Bool { values[name] != nil }
    func all(_ name: String) -> Set<String> { Set(values[name] ?? []) }
    private func blank(_ name: String) -> String? { text(name).isEmpty ? nil : text(name) }

    /// The schedule as it stands, not yet checked.
    var recurrence: RecurrenceFields {
        let days = (values["days"] ?? []).filter { !$0.isEmpty }
        var fields = RecurrenceFields(
            days: days.isEmpty ? nil : days,
            start: blank("start"),
            end: blank("end"),
            every: blank("every").map { Int($0) ?? 0 },
            formula: blank("formula")
        )
        // Zone, spacing and what is done about missed runs are no schedule by themselves: their fields are never blank.
        guard !fields.isEmpty else { return fields }
        fields.zone = blank("zone")
        fields.spacing = fields.formula == nil ? blank("spacing") : nil
        fields.missed = blank("missed")
        return fields
    }

    /// The request page's values; blanks stand for what is usual.
    func parameters(_ task: TaskDescription) -> [String: JSONValue] {
        var parameters: [String: JSONValue] = [:]
        for parameter in task.parameters { if let text = blank("p.\(parameter.key)") { parameters[parameter.key] = .string(text) } }
        return parameters
    }

    /// A whole number of a field; blank: what is usual.
    func number(_ name: String, _ usual: Int, _ t: Speech) throws -> Int {
        guard let text = blank(name) else { return usual }
        guard let number = Int(text) else { throw Self.wrong(name, t(.wholeNumber)) }
        return number
    }

    /// An instant that was typed as date and time of the page's zone.
    func instant(_ name: String, _ t: Speech) throws -> Date? {
        guard let text = blank(name) else { return nil }
        guard let date = Self.date(text, zone) else { throw Self.wrong(name, t(.dateAndTime)) }
        return date
    }

    static func wrong(_ field: String, _ text: String) -> Failure {
        Failure(.wrongUse, code: "invalid_value", text, fields: [.init(field: field, message: text)])
    }

    private static func local(_ date: Date, _ zone: TimeZone) -> String {
        date.formatted(Date.ISO8601FormatStyle(timeZone: zone).year().month().day().time(includingFractionalSeconds: false))
            .replacing("Z", with: "").prefix(16).description
    }

    private static func date(_ text: String, _ zone: TimeZone) -> Date? {
        let padded = text.count == 16 ? text + ":00" : text
        return try? Date(
            padded,
            strategy: Date.ISO8601FormatStyle(timeZone: zone).year().month().day().time(includingFractionalSeconds: false)
        )
    }
}
