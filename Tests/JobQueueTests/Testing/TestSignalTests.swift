import JobQueueTesting
import Testing

@Suite struct TestSignalTests {
    @Test func valuesAreKeptInOrder() async throws {
        let signal = TestSignal<Int>()
        for value in 1...4 { signal.send(value) }
        #expect(try await signal.next { $0 % 2 == 0 } == 2)
        #expect(try await signal.next() == 1)
        #expect(signal.pending == [3, 4])
    }

    @Test func aWaiterGetsItsValue() async throws {
        let signal = TestSignal<String>()
        async let wanted = signal.next { $0 == "b" }
        async let any = signal.next { $0 == "a" }
        signal.send("a")
        signal.send("b")
        #expect(try await wanted == "b")
        #expect(try await any == "a")
    }

    @Test func waitingEndsWithWhatCameInstead() async throws {
        let signal = TestSignal<Int>()
        signal.send(7)
        let error = try await #require(throws: TestSignalTimeout.self) { try await signal.next(within: .milliseconds(1)) { $0 > 7 } }
        #expect(error.kept == ["7"])
        #expect("\(error)".contains("there were: 7"))
    }
}
