import Foundation

/// The specification's words, done the slow way: a few days of one zone, looked at minute by minute.
///
/// It shares nothing with the implementation: no resolution of local times by offsets, no arithmetic of windows. It writes down what the
/// clock on the wall shows at each minute and reads the answers from there. (All offsets since 1972 are whole minutes.)
struct MinuteModel {
    /// The first minute, counted since 1970 UTC.
    let first: Int
    let count: Int
    /// By local minute since `localBase`: the first and the last UTC minute at which the wall clock shows it.
    private var shownFirst: [Int]
    private var shownLast: [Int]
    private let localBase: Int

    init(zone: TimeZone, first: Int, days: Int) {
        self.first = first
        count = days * 1_440
        localBase = first - 1_440
        shownFirst = Array(repeating: -1, count: count + 2 * 1_440)
        shownLast = shownFirst
        var previous: Int?
        for minute in first..<first + count {
            let wall = minute + zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(minute * 60))) / 60 - localBase
            if shownFirst[wall] < 0 { shownFirst[wall] = minute }
            shownLast[wall] = minute
            if let previous, wall > previous + 1 {
                // The wall clock skipped these: they mean the first minute after the gap.
                for skipped in previous + 1..<wall where shownFirst[skipped] < 0 {
                    (shownFirst[skipped], shownLast[skipped]) = (minute, minute)
                }
            }
            previous = wall
        }
    }

    struct Window {
        var opens: Int
        var closes: Int
    }

    /// The windows of the flagged days that lie wholly in the model's days. `days` holds "mon" …; times are minutes of the day.
    func windows(days: Set<Int>, start: Int?, end: Int?) -> [Window] {
        var windows: [Window] = []
        let firstDay = (first + 1_440) / 1_440
        for day in firstDay..<firstDay + count / 1_440 {
            // 1970-01-01 was a Thursday; 0 is Monday.
            guard days.contains((day + 3) % 7), let opens = utc(day, start ?? 0, last: false) else { continue }
            if let end {
                guard let closes = utc(end < start ?? 0 ? day + 1 : day, end, last: true) else { continue }
                windows.append(Window(opens: opens, closes: max(opens, closes)))
            } else {
                guard let tomorrow = utc(day + 1, 0, last: false) else { continue }
                windows.append(Window(opens: opens, closes: max(opens, tomorrow - 1)))
            }
        }
        return windows
    }

    /// The slots of windows in order, each instant once.
    func slots(in windows: [Window], every: Int?) -> [Int] {
        var slots: Set<Int> = []
        for window in windows {
            guard let every else {
                slots.insert(window.opens)
                continue
            }
            var sinceSlot = 0
            for minute in window.opens...window.closes {
                if sinceSlot == 0 { slots.insert(minute) }
                sinceSlot = sinceSlot + 1 == every ? 0 : sinceSlot + 1
            }
        }
        return slots.sorted()
    }

    /// Where a run goes that would come at `minute`.
    func place(_ minute: Int, in windows: [Window]) -> Int? {
        if windows.contains(where: { $0.opens <= minute && minute <= $0.closes }) { return minute }
        return windows.map(\.opens).filter { $0 > minute }.min()
    }

    private func utc(_ day: Int, _ minute: Int, last: Bool) -> Int? {
        let index = day * 1_440 + minute - localBase
        guard shownFirst.indices.contains(index), shownFirst[index] >= 0 else { return nil }
        return last ? shownLast[index] : shownFirst[index]
    }
}
