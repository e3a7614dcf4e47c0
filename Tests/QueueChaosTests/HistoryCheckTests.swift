import Testing

@testable import QueueChaos

/// The checker finds what is wrong in histories that are wrong, and nothing in one that is not.
@Suite struct HistoryCheckTests {
    /// Builds a history line by line.
    private struct Story {
        var events: [HistoryEvent] = []

        mutating func add(_ kind: HistoryEvent.Kind, _ entry: String, _ fill: (inout HistoryEvent) -> Void = { _ in }) {
            var event = HistoryEvent(seq: Int64(events.count + 1), kind: kind, entry: entry)
            fill(&event)
            events.append(event)
        }

        mutating func take(_ lock: String, by entry: String, slot: Int64 = 0) { add(.take, entry) { ($0.lock, $0.slot) = (lock, slot) } }
        mutating func free(_ lock: String, by entry: String, slot: Int64 = 0) { add(.free, entry) { ($0.lock, $0.slot) = (lock, slot) } }
        mutating func status(_ entry: String, _ previous: String?, _ status: String, lease: String? = nil, attempt: Int64 = 1) {
            add(.entry, entry) { ($0.previous, $0.status, $0.lease, $0.attempt) = (previous, status, lease, attempt) }
        }
        mutating func end(_ run: String, of entry: String, _ status: String, attempt: Int64 = 1, slot: Int64? = nil) {
            add(.run, entry) { ($0.run, $0.status, $0.attempt, $0.scheduledFor) = (run, status, attempt, slot) }
        }
        mutating func effect(_ entry: String, _ run: String, _ step: Int64) { add(.effect, entry) { ($0.run, $0.step) = (run, step) } }
        mutating func remove(last kind: HistoryEvent.Kind) { events.remove(at: events.lastIndex { $0.kind == kind } ?? 0) }
    }

    private let one = [ExpectedEntry(id: "a", locks: ["x"], steps: 2)]

    /// A worker dies after the first step, the next goes on.
    private func goodStory() -> Story {
        var story = Story()
        story.status("a", nil, "ready")
        story.take("x", by: "a")
        story.status("a", "ready", "inProcess", lease: "1")
        story.effect("a", "r1", 0)
        story.end("r1", of: "a", "error")
        story.free("x", by: "a")
        story.status("a", "inProcess", "ready")
        story.take("x", by: "a")
        story.status("a", "ready", "inProcess", lease: "2")
        story.effect("a", "r2", 1)
        story.end("r2", of: "a", "success")
        story.free("x", by: "a")
        story.status("a", "inProcess", "finished")
        return story
    }

    private func promises(_ story: Story, _ expected: [ExpectedEntry], widths: [String: Int] = [:]) -> Set<Violation.Promise> {
        Set(HistoryCheck.run(story.events, expected: expected, widths: widths).violations.map(\.promise))
    }

    @Test func aGoodHistoryHasNoViolations() {
        let check = HistoryCheck.run(goodStory().events, expected: one)
        #expect(check.violations == [])
        #expect(check.summary.claims == 2)
        #expect(check.summary.lostRuns == 1)
        #expect(check.summary.effects == 2)
    }

    @Test func twoHolders() {
        var story = Story()
        story.take("x", by: "a")
        story.take("x", by: "b")
        #expect(promises(story, []).contains(.oneHolder))
        var slots = Story()
        slots.take("x", by: "a", slot: 0)
        slots.take("x", by: "b", slot: 1)
        slots.free("x", by: "a", slot: 0)
        slots.free("x", by: "b", slot: 1)
        #expect(promises(slots, []) == [.oneHolder])
        #expect(promises(slots, [], widths: ["x": 2]) == [])
        var stranger = Story()
        stranger.take("x", by: "a")
        stranger.free("x", by: "b")
        #expect(promises(stranger, []) == [.oneHolder])
    }

    @Test func twoCurrentAttempts() {
        var story = Story()
        story.status("a", nil, "ready")
        story.status("a", "ready", "inProcess", lease: "1")
        story.status("a", "inProcess", "inProcess", lease: "2")
        #expect(promises(story, []) == [.oneHolder])
    }

    @Test func aWriteWithoutTheLease() {
        var late = goodStory()
        late.effect("a", "r2", 0)
        #expect(promises(late, one) == [.fenced])
        var zombie = goodStory()
        zombie.events.insert(HistoryEvent(seq: 0, kind: .effect, entry: "a", run: "r1", step: 7), at: 9)
        #expect(promises(zombie, one).contains(.fenced))
        var unlocked = goodStory()
        unlocked.events.removeAll { $0.kind == .take || $0.kind == .free }
        #expect(promises(unlocked, one) == [.fenced])
    }

    @Test func aStepThatIsMissingOrTwice() {
        var missing = goodStory()
        missing.remove(last: .effect)
        #expect(promises(missing, one) == [.fenced])
        var twice = goodStory()
        twice.events.insert(HistoryEvent(seq: 0, kind: .effect, entry: "a", run: "r2", step: 0), at: 10)
        #expect(promises(twice, one) == [.fenced])
    }

    @Test func aRunThatEndsTwice() {
        var story = goodStory()
        story.end("r1", of: "a", "success")
        #expect(promises(story, one).contains(.endedOnce))
        var other = goodStory()
        other.end("r3", of: "a", "success")
        #expect(promises(other, one) == [.endedOnce])
    }

    @Test func anEntryThatIsLost() {
        #expect(promises(Story(), one) == [.nothingLost])
        var stuck = goodStory()
        stuck.remove(last: .entry)
        #expect(promises(stuck, one) == [.nothingLost, .endedOnce])
        stuck.remove(last: .run)
        stuck.remove(last: .effect)
        #expect(promises(stuck, one) == [.nothingLost])
        stuck.events.insert(HistoryEvent(seq: 0, kind: .effect, entry: "a", run: "r1", step: 0), at: 4)
        #expect(promises(stuck, one) == [.nothingLost, .fenced])
        var gone = goodStory()
        gone.add(.gone, "a")
        #expect(promises(gone, one) == [.nothingLost])
        var held = goodStory()
        held.take("y", by: "a")
        #expect(promises(held, one) == [.nothingLost])
        var open = goodStory()
        open.end("r9", of: "a", "inProcess")
        #expect(promises(open, one) == [.nothingLost])
    }

    @Test func aChangeThatNobodySaw() {
        var story = goodStory()
        story.events[6].previous = "waiting"
        #expect(promises(story, one) == [.nothingLost])
    }

    @Test func anAttemptChargedForACrash() {
        var story = goodStory()
        story.events[10].attempt = 2
        #expect(promises(story, one) == [.crashIsFree])
        var failing = one
        failing[0].failures = 1
        #expect(promises(story, failing) == [])
        #expect(promises(goodStory(), failing) == [.crashIsFree])
    }

    @Test func aSlotThatRunsTwice() {
        let tick = [ExpectedEntry(id: "t", isRecurring: true)]
        var story = Story()
        story.status("t", nil, "ready")
        for slot: Int64 in [60, 120, 180] {
            story.status("t", "ready", "inProcess", lease: "\(slot)")
            story.end("r\(slot)", of: "t", "success", slot: slot)
            story.status("t", "inProcess", "ready")
        }
        let check = HistoryCheck.run(story.events, expected: tick)
        #expect(check.violations == [] && check.summary.slots == 3)
        story.end("again", of: "t", "success", slot: 120)
        #expect(promises(story, tick) == [.slotOnce])
        story.events.removeLast()
        story.end("more", of: "t", "success", attempt: 2, slot: 240)
        #expect(promises(story, tick) == [.crashIsFree])
        story.events.removeLast()
        story.status("t", "ready", "onHold")
        #expect(promises(story, tick) == [.nothingLost])
    }

    /// Every sentence that the checker can say is said for a history that deserves it.
    @Test func everyRuleIsBrokenByAStory() {
        func messages(_ expected: [ExpectedEntry], _ change: (inout Story) -> Void) -> String {
            var story = goodStory()
            change(&story)
            return HistoryCheck.run(story.events, expected: expected).violations.map(\.message).joined(separator: "\n")
        }
        let tick = [ExpectedEntry(id: "t", isRecurring: true)]
        let cases: [(String, String)] = [
            (
                "took y, which b held",
                messages(one) {
                    $0.take("y", by: "b"); $0.take("y", by: "a")
                }
            ),
            (
                "has the holders",
                messages(one) {
                    $0.take("y", by: "b", slot: 0); $0.take("y", by: "a", slot: 1)
                }
            ),
            ("was freed for", messages(one) { $0.free("y", by: "a") }),
            ("changed from", messages(one) { $0.events[2].previous = "waiting" }),
            (
                "second current attempt",
                messages(one) {
                    $0.events[6].status = "inProcess"; $0.events[6].lease = "other"
                }
            ),
            ("ended as error and again", messages(one) { $0.end("r1", of: "a", "success") }),
            (
                "ran its slot 5 twice",
                messages(tick) {
                    $0.end("s1", of: "t", "success", slot: 5); $0.end("s2", of: "t", "success", slot: 5)
                }
            ),
            ("although it was not in process", messages(one) { $0.effect("a", "r2", 0) }),
            (
                "while r2 was the current one",
                messages(one) { $0.events.insert(HistoryEvent(seq: 0, kind: .effect, entry: "a", run: "r8", step: 7), at: 10) }
            ),
            (
                "after it had lost its lease",
                messages(one) { $0.events.insert(HistoryEvent(seq: 0, kind: .effect, entry: "a", run: "r1", step: 7), at: 9) }
            ),
            ("wrote after it had ended", messages(one) { $0.events.swapAt(9, 10) }),
            ("without holding x", messages(one) { $0.events.remove(at: 7) }),
            ("is still held by", messages(one) { $0.take("y", by: "b") }),
            ("never ended", messages(one) { $0.end("r9", of: "a", "inProcess") }),
            ("is gone", messages(one) { $0.add(.gone, "a") }),
            ("not ready", messages(tick) { $0.status("t", nil, "onHold") }),
            (
                "a slot took attempt 2",
                messages(tick) {
                    $0.status("t", nil, "ready"); $0.end("s1", of: "t", "success", attempt: 2, slot: 5)
                }
            ),
            ("not finished", messages(one) { $0.remove(last: .entry) }),
            ("has 0 successful runs", messages(one) { $0.remove(last: .run) }),
            ("has 2 successful runs", messages(one) { $0.end("r3", of: "a", "success") }),
            ("fails 0 times, but succeeded with attempt 2", messages(one) { $0.events[10].attempt = 2 }),
            ("wrote step 1 0 times", messages(one) { $0.remove(last: .effect) }),
        ]
        for (sentence, said) in cases { #expect(said.contains(sentence), "nothing said that … \(sentence) …, only: \(said)") }
    }
}
