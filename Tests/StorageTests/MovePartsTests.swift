import Foundation
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct MovePartsTests {
    private let rows: [[DatabaseValue]] = [
        [.integer(1), .text("a")], [.integer(2), .null], [.double(2), .bytes([1])], [.text("1"), .text("")], [.bytes([]), .text("b")],
    ]

    private func digest(_ rows: [[DatabaseValue]]) -> RowDigest {
        rows.reduce(into: RowDigest()) { $0.add($1) }
    }

    @Test func digestsDoNotMindTheOrderOfRows() {
        #expect(digest(rows) == digest(rows.reversed()))
        #expect(digest(rows) == digest(rows.shuffled()))
    }

    @Test func digestsSeeEveryDifference() {
        let whole = digest(rows)
        for index in rows.indices {
            var fewer = rows
            fewer.remove(at: index)
            #expect(digest(fewer) != whole)
            var other = rows
            other[index].reverse()
            #expect(digest(other) != whole)
        }
        // The same letters, cut elsewhere; the same number, of another type.
        #expect(digest([[.text("ab"), .text("c")]]) != digest([[.text("a"), .text("bc")]]))
        #expect(digest([[.integer(2)]]) != digest([[.double(2)]]))
        #expect(digest([[.text("1")]]) != digest([[.bytes([49])]]))
        #expect(digest([[.null, .text("")]]) != digest([[.text(""), .null]]))
        #expect(digest([rows[0], rows[0]]) != digest([rows[0]]))
    }

    @Test func channelsHoldBackASenderThatIsAhead() async throws {
        let channel = MoveChannel()
        let sent = Counter()
        let sender = Task {
            try await BlockingWork.run {
                for number in 0..<20 {
                    try channel.send(MoveChannel.Batch(table: "\(number)", rows: []))
                    _ = sent.next()
                }
                channel.complete([:])
            }
        }
        var received: [String] = []
        while sent.value < 4 { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(20))
        #expect(sent.value == 4)
        while let batch = try await BlockingWork.run({ try channel.next() }) { received.append(batch.table) }
        try await sender.value
        #expect(received == (0..<20).map(String.init))
    }

    @Test func channelsWakeBothSidesWhenOneFails() async throws {
        let full = MoveChannel()
        let sender = Task {
            try await BlockingWork.run { for _ in 0..<20 { try full.send(MoveChannel.Batch(table: "t", rows: [])) } }
        }
        let empty = MoveChannel()
        let receiver = Task { try await BlockingWork.run { _ = try empty.next() } }
        try await Task.sleep(for: .milliseconds(20))
        full.end()
        empty.end()
        await #expect(throws: MoveChannel.Ended.self) { try await sender.value }
        await #expect(throws: MoveChannel.Ended.self) { try await receiver.value }
    }
}
