public import Foundation

/// When an entry runs again and again.
///
/// There are three forms. At a **fixed rate** each flagged day opens a window at ``start`` that closes at ``end``, and slots lie in it
/// every so many *elapsed* minutes from its opening. By a **formula** each run's date leads to the next. **After completion** the next
/// run comes a pause after the last one ended, moved into the next open window.
///
/// Local times follow the zone's daylight-saving rules: a time that does not exist means the first instant after the gap; one that occurs
/// twice means its first occurrence for an opening and its last for a closing. So a daily run happens exactly once on such a day, and an
/// hourly one 23 or 25 times.
///
/// A value is always valid: its initializers report every wrong field at once. All computations take constant memory and do not walk
/// over slots, whatever time has passed, except along a formula, whose every date depends on the one before. Instants have
/// whole seconds; beyond the years 1…9999 results are not defined.
public struct Recurrence: Sendable, Hashable {
    /// Flagged days; empty when there is a ``formula``.
    public let days: Weekdays
    /// When a day's window opens; nil means 00:00.
    public let start: TimeOfDay?
    /// When it closes, inclusive: on the next calendar day if earlier than ``start``. Without it, just before the next calendar day begins.
    public let end: TimeOfDay?
    /// Minutes: between slots, or between the end of a run and the next one. Nil at a fixed rate: only the opening is a slot.
    public let every: Int?
    /// Leads from the date of one run to that of the next; instead of ``days`` and ``every``.
    public let formula: DateFormula?
    /// The IANA name of the zone that all local times are in.
    public let zone: String
    public let spacing: RecurrenceSpacing
    public let missed: MissedRunPolicy

    let clock: ZoneClock

    /// Checks what somebody wrote.
    /// - Parameter defaultZone: the IANA name to use where the fields have none: the server's.
    /// - Throws: ``RecurrenceError`` with every wrong field.
    public init(_ fields: RecurrenceFields, defaultZone: String = TimeZone.current.identifier) throws(RecurrenceError) {
        var check = RecurrenceCheck(fields)
        formula = check.formula()
        days = check.days()
        start = check.time(.start)
        end = check.time(.end)
        spacing = check.spacing()
        missed = check.missed()
        every = check.every(spacing: spacing)
        let timeZone = check.zone(default: defaultZone)
        zone = timeZone.name
        clock = ZoneClock(zone: timeZone.zone)
        try check.finish()
    }

    /// A recurrence by days and times.
    /// - Throws: ``RecurrenceError`` with every wrong field.
    public init(
        days: Weekdays,
        start: String? = nil,
        end: String? = nil,
        every: Int? = nil,
        zone: String = TimeZone.current.identifier,
        spacing: RecurrenceSpacing = .fixedRate,
        missed: MissedRunPolicy = .once
    ) throws(RecurrenceError) {
        try self.init(
            RecurrenceFields(
                days: days.names,
                start: start,
                end: end,
                every: every,
                zone: zone,
                spacing: spacing.rawValue,
                missed: missed.description
            )
        )
    }

    /// A recurrence by a date formula.
    /// - Throws: ``RecurrenceError`` with every wrong field.
    public init(
        formula: String,
        start: String? = nil,
        zone: String = TimeZone.current.identifier,
        missed: MissedRunPolicy = .once
    ) throws(RecurrenceError) {
        try self.init(RecurrenceFields(start: start, formula: formula, zone: zone, missed: missed.description))
    }

    /// The fields as they are written.
    public var fields: RecurrenceFields {
        RecurrenceFields(
            days: days.names,
            start: start?.description,
            end: end?.description,
            every: every,
            formula: formula?.description,
            zone: zone,
            spacing: spacing.rawValue,
            missed: missed.description
        )
    }

    public static func == (left: Recurrence, right: Recurrence) -> Bool { left.fields == right.fields }

    public func hash(into hasher: inout Hasher) { hasher.combine(fields) }
}

extension Recurrence: Codable {
    /// Without a zone the process's own is taken; decode ``RecurrenceFields`` to choose another.
    /// - Throws: ``RecurrenceError`` with every wrong field.
    public init(from decoder: any Decoder) throws {
        try self.init(RecurrenceFields(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws { try fields.encode(to: encoder) }
}
