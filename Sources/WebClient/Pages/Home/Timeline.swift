import Foundation
import JobQueue

/// Past and coming runs of the recurring entries on one line each, as SVG: what ran, how it ended, what comes, and where now is.
struct Timeline {
    let entries: [Entry]
    let runs: [Run]
    let now: Date
    let speech: Speech

    private static let width = 1360.0
    private static let label = 300.0
    private static let row = 28.0
    private static let top = 26.0
    private static let before: TimeInterval = 3 * 3600
    private static let after: TimeInterval = 2 * 3600
    private static let rows = 8

    /// The drawing; nil when there is nothing to draw.
    var svg: String? {
        let shown = entries.filter { $0.recurrence != nil }.prefix(Self.rows)
        guard !shown.isEmpty else { return nil }
        let height = Self.top + Double(shown.count) * Self.row + 6
        var parts = [
            "<svg class=\"timeline\" viewBox=\"0 0 \(Int(Self.width)) \(Int(height))\" role=\"group\" aria-label=\"\(Self.escape(speech(.nowAndNext)))\">"
        ]
        parts += hours(height)
        let byEntry = Dictionary(grouping: runs, by: \.entry)
        for (index, entry) in shown.enumerated() {
            let y = Self.top + Double(index) * Self.row
            let title = speech.task(entry.task, title: entry.description) + (entry.shop.map { " · \($0)" } ?? "")
            parts.append(
                "<a href=\"/job-queue/\(Self.escape(entry.id))\"><text x=\"0\" y=\"\(y + 18)\">\(Self.escape(String(title.prefix(46))))</text></a>"
            )
            parts += (byEntry[entry.id] ?? []).compactMap { bar($0, y) }
            parts += coming(entry, y)
        }
        let x = position(now)
        parts.append(
            "<line class=\"now\" x1=\"\(x)\" x2=\"\(x)\" y1=\"16\" y2=\"\(height)\"/><text x=\"\(x)\" y=\"11\" text-anchor=\"middle\">\(Self.escape(speech(.now)))</text></svg>"
        )
        return parts.joined()
    }

    private func hours(_ height: Double) -> [String] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = speech.zone
        var hour =
            calendar.nextDate(after: now.addingTimeInterval(-Self.before), matching: DateComponents(minute: 0), matchingPolicy: .nextTime)
            ?? now
        var parts: [String] = []
        while hour < now.addingTimeInterval(Self.after) {
            let x = position(hour)
            parts.append("<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"18\" y2=\"\(height)\"/>")
            if abs(hour.timeIntervalSince(now)) > 900 {
                let text = hour.formatted(
                    Date.VerbatimFormatStyle(
                        format: "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):00",
                        timeZone: speech.zone,
                        calendar: calendar
                    )
                )
                parts.append("<text class=\"faint\" x=\"\(x)\" y=\"11\" text-anchor=\"middle\">\(text)</text>")
            }
            hour.addTimeInterval(3600)
        }
        return parts
    }

    private func bar(_ run: Run, _ y: Double) -> String? {
        guard run.started > now.addingTimeInterval(-Self.before) else { return nil }
        let x = position(run.started)
        let width = max(4, position(run.ended ?? now) - x)
        let kind =
            switch run.status {
            case .success: "success"
            case .error: "error"
            case .inProcess: "running"
            default: "other"
            }
        let title = "\(speech.exact(run.started, withZone: false)) · \(speech.chip(run.status).word)"
        return
            "<a href=\"/job-queue/log/\(Self.escape(run.id))\"><rect class=\"\(kind)\" x=\"\(x)\" y=\"\(y + 7)\" width=\"\(width)\" height=\"14\" rx=\"2\"><title>\(Self.escape(title))</title></rect></a>"
    }

    private func coming(_ entry: Entry, _ y: Double) -> [String] {
        guard let recurrence = entry.recurrence, [.ready, .waiting].contains(entry.status) else { return [] }
        // More than a mark every six points would be a grey line.
        var last = -Double.infinity
        return recurrence.slots(from: now).prefix(200).prefix { $0 < now.addingTimeInterval(Self.after) }.compactMap { slot in
            let x = position(slot)
            guard x - last >= 8 else { return nil }
            last = x
            return
                "<rect class=\"next\" x=\"\(x)\" y=\"\(y + 8)\" width=\"4\" height=\"12\" rx=\"2\"><title>\(Self.escape(speech.exact(slot, withZone: false)))</title></rect>"
        }
    }

    private func position(_ date: Date) -> Double {
        let share = (date.timeIntervalSince(now) + Self.before) / (Self.before + Self.after)
        return ((Self.label + share * (Self.width - Self.label)) * 10).rounded() / 10
    }

    static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
            .replacing("'", with: "&#39;")
    }
}
