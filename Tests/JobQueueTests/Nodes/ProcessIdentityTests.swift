import Foundation
import Testing

@testable import JobQueue

@Suite struct ProcessIdentityTests {
    @Test func thisProcessIsThere() throws {
        let current = try #require(ProcessIdentity.current)
        #expect(current.pid == ProcessInfo.processInfo.processIdentifier)
        #expect(current.isGone == false)
        #expect(ProcessIdentity(current.text) == current)
    }

    @Test func anEndedProcessIsGone() throws {
        let current = try #require(ProcessIdentity.current)
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/true")
        try child.run()
        child.waitUntilExit()
        #expect(ProcessIdentity(machine: current.machine, pid: child.processIdentifier, started: current.started).isGone)
    }

    @Test func aNumberGivenToAnotherProcessIsGone() throws {
        let current = try #require(ProcessIdentity.current)
        #expect(ProcessIdentity(machine: current.machine, pid: current.pid, started: "1").isGone)
    }

    @Test func aProcessThatTheSystemHidesIsNotGone() throws {
        let current = try #require(ProcessIdentity.current)
        // Nothing is shown in a folder that is not there.
        #expect(current.isGone(processes: "/nowhere") == false)
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/true")
        try child.run()
        child.waitUntilExit()
        let ended = ProcessIdentity(machine: current.machine, pid: child.processIdentifier, started: current.started)
        #expect(ended.isGone(processes: "/nowhere"))
    }

    @Test func whatRunsElsewhereIsLeftToItsLease() throws {
        let current = try #require(ProcessIdentity.current)
        #expect(ProcessIdentity(machine: "another boot pid:[1]", pid: current.pid, started: "1").isGone == false)
    }

    @Test(arguments: ["", "a|b", "machine|notANumber|1", "a|1|2|3"]) func otherTextIsNoIdentity(_ text: String) {
        #expect(ProcessIdentity(text) == nil)
    }
}
