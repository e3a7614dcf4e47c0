import Foundation
import Testing

@testable import JobQueue

/// The end of an attempt, as a function of the entry and how it ended.
@Suite struct TransitionTests {
    static let now: Int64 = 1_767_571_200_000_000

    func row(_ change: (inout EntryRow) -> Void = { _ in }) -> EntryRow {
        var row = EntryRow(id: "e", task: "work", number: 1, description: "Work", due: Self.now - 5_000_000, created: 0)
        row.status = .inProcess
        row.lease = "l"
        row.node = "n"
        row.started = Self.now - 4_000_000
        row.scheduledFor = row.due
        row.attempts = 1
        change(&row)
        return row
    }

    func end(_ row: EntryRow, _ outcome: Outcome, chance: Double = 0.5) throws -> Transition {
        try Transition(row, outcome, now: Self.now, chance: chance)
    }

    let broken = Outcome.failed("Broken", details: nil, retryAfter: nil, isPermanent: false)

    func everyTenMinutes(_ row: inout EntryRow) {
        row.recurrence = #"{"days":["mon","tue","wed","thu","fri","sat","sun"],"every":10,"zone":"UTC"}"#
    }

    @Test func aOneOffThatSucceedsIsFinished() throws {
        let end = try end(
            row {
                $0.error = "old"; $0.checkpoint = "{}"; $0.losses = 2
            },
            .succeeded("Done")
        )
        #expect(end.row.status == .finished && end.row.finished == Self.now && end.status == .success && end.message == "Done")
        #expect(end.row.lease == nil && end.row.node == nil && end.row.error == nil && end.row.checkpoint == nil && end.row.losses == 0)
        #expect(end.notice == .success)
    }

    @Test func aRecurringOneGoesToItsNextSlot() throws {
        let end = try end(
            row {
                everyTenMinutes(&$0); $0.scheduledFor = Self.now
            },
            .succeeded(nil)
        )
        #expect(end.row.status == .ready && end.row.due == Self.now + 600_000_000 && end.row.scheduledFor == end.row.due)
        #expect(end.row.attempts == 0 && end.skipped == nil)
    }

    @Test func slotsThatPassWhileItRunsAreSkippedAndSaid() throws {
        let end = try end(
            row {
                everyTenMinutes(&$0); $0.scheduledFor = Self.now - 1_500_000_000
            },
            .succeeded(nil)
        )
        #expect(end.row.due == Self.now + 600_000_000)
        #expect(end.skipped?.contains("passed while") == true)
    }

    @Test func aFailureIsRetriedWithBackoff() throws {
        let first = try end(row { $0.rerunDelay = 10 }, broken)
        #expect(first.row.status == .ready && first.row.due == Self.now + 10_000_000 && first.row.error == "Broken" && first.notice == nil)
        let third = try end(
            row {
                $0.rerunDelay = 10; $0.attempts = 3
            },
            broken
        )
        #expect(third.row.due == Self.now + 40_000_000)
        let late = try end(
            row {
                $0.rerunDelay = 600; $0.attempts = 4
            },
            broken
        )
        #expect(late.row.due == Self.now + 900_000_000)
        #expect(try end(row { $0.rerunDelay = 10 }, broken, chance: 0).row.due == Self.now + 8_000_000)
        #expect(try end(row { $0.rerunDelay = 10 }, broken, chance: 1).row.due == Self.now + 12_000_000)
    }

    @Test func aTaskMayNameItsOwnDelay() throws {
        let end = try end(row(), .failed("Busy", details: nil, retryAfter: 7_000_000, isPermanent: false))
        #expect(end.row.due == Self.now + 7_000_000)
    }

    @Test func whenAttemptsAreUsedUpAOneOffIsAnError() throws {
        let end = try end(row { $0.attempts = 5 }, broken)
        #expect(end.row.status == .error && end.notice == .failure && end.status == .error && end.error == "Broken")
    }

    @Test func aPermanentFailureNeedsNoFurtherAttempt() throws {
        #expect(try end(row(), .failed("Wrong", details: nil, retryAfter: nil, isPermanent: true)).row.status == .error)
    }

    @Test func aRecurringOneKeepsItsScheduleOrStops() throws {
        let kept = try end(
            row {
                everyTenMinutes(&$0); $0.attempts = 5; $0.scheduledFor = Self.now
            },
            broken
        )
        #expect(kept.row.status == .ready && kept.row.error == "Broken" && kept.row.attempts == 0 && kept.notice == .failure)
        #expect(kept.row.due == Self.now + 600_000_000)
        let stopped = try end(
            row {
                everyTenMinutes(&$0); $0.attempts = 5; $0.onFailure = .stop
            },
            broken
        )
        #expect(stopped.row.status == .error && stopped.notice == .failure)
    }

    @Test func aTimeLimitIsAFailure() throws {
        let end = try end(row { $0.timeout = 30 }, .timedOut)
        #expect(end.row.status == .ready && end.row.attempts == 1 && end.error?.contains("30 s") == true)
    }

    @Test func cancelledIsFinishedOrOnHold() throws {
        let oneOff = try end(row { $0.cancelRequested = 1 }, .cancelled)
        #expect(oneOff.row.status == .finished && oneOff.status == .cancelled && oneOff.row.cancelRequested == nil)
        #expect(try end(row { everyTenMinutes(&$0) }, .cancelled).row.status == .onHold)
    }

    @Test func whatIsGivenBackIsNotCharged() throws {
        let returned = try end(row { $0.checkpoint = "{}" }, .returned("The worker shut down."))
        #expect(
            returned.row.status == .ready && returned.row.attempts == 0 && returned.row.checkpoint == "{}" && returned.row.due == row().due
        )
        let relocked = try end(row { $0.foreground = "n" }, .relocked("a\nb"))
        #expect(relocked.row.lockNames == ["a", "b"] && relocked.row.attempts == 0 && relocked.row.foreground == "n")
    }

    @Test func threeLossesInARowAreAnError() throws {
        let first = try end(row(), .lost)
        #expect(first.row.status == .ready && first.row.attempts == 0 && first.row.losses == 1 && first.notice == nil)
        let third = try end(row { $0.losses = 2 }, .lost)
        #expect(third.row.status == .error && third.row.error?.contains("keeps ending with its worker") == true && third.notice == .failure)
        #expect(try end(row { $0.losses = 2 }, broken).row.losses == 0)
    }

    @Test func wishesForAfterTheRunAreHonoured() throws {
        let restarted = try end(row { $0.restartsAfterRun = true }, .succeeded(nil))
        #expect(
            restarted.row.status == .ready && restarted.row.due == Self.now && restarted.row.finished == nil && restarted.row.attempts == 0
        )
        #expect(restarted.row.restartsAfterRun == false)
        let held = try end(
            row {
                everyTenMinutes(&$0); $0.holdsAfterRun = true
            },
            .succeeded(nil)
        )
        #expect(held.row.status == .onHold && held.row.holdsAfterRun == false)
        #expect(try end(row { $0.holdsAfterRun = true }, broken).row.status == .onHold)
        #expect(try end(row { $0.holdsAfterRun = true }, .succeeded(nil)).row.status == .finished)
    }

    @Test func nothingChangedSendsARecurringOneToSleep() throws {
        let end = try end(
            row {
                everyTenMinutes(&$0); $0.inactivityTimeout = 30
            },
            .nothingChanged
        )
        #expect(end.row.status == .onHoldWithInactivityTimeout && end.row.due == Self.now + 1_800_000_000)
        #expect(try self.end(row { everyTenMinutes(&$0) }, .nothingChanged).row.status == .ready)
        #expect(try self.end(row(), .nothingChanged).row.status == .finished)
    }

    @Test func aScheduleEndsWithItsExpiration() throws {
        let end = try end(
            row {
                everyTenMinutes(&$0); $0.scheduledFor = Self.now; $0.expiration = Self.now + 60_000_000
            },
            .succeeded(nil)
        )
        #expect(end.row.status == .onHold && end.isExpired)
    }

    @Test func missedSlotsAreMadeUpForOneByOne() throws {
        func caughtUp(_ left: Int?) throws -> EntryRow {
            try end(
                row {
                    everyTenMinutes(&$0)
                    $0.scheduledFor = Self.now - 3_600_000_000
                    $0.catchUp = left
                    $0.catchUpUntil = Self.now - 600_000_000
                },
                .succeeded(nil)
            ).row
        }
        let first = try caughtUp(2)
        #expect(first.due == Self.now - 3_000_000_000 && first.catchUp == 1)
        let last = try caughtUp(1)
        #expect(last.due == Self.now - 600_000_000 && last.catchUp == 0)
        for over in [try caughtUp(0), try caughtUp(nil)] {
            #expect(over.due == Self.now + 600_000_000 && over.catchUp == nil && over.catchUpUntil == nil)
        }
    }
}
