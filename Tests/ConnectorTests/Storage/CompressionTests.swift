import Foundation
import Testing

@testable import Connector

@Suite struct CompressionTests {
    @Test(arguments: [0, 1, 100, 100_000]) func comesBackAsItWas(_ count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let packed = try Compression.pack(bytes)
        #expect(try Compression.unpack(packed) == bytes)
        if count > 1000 { #expect(packed.count < count / 10) }
    }

    @Test func damageIsNoticed() throws {
        var packed = try Compression.pack([UInt8]("an answer that is long enough to be compressed".utf8))
        packed[0] &+= 1
        #expect(throws: ConnectorError.self) { try Compression.unpack(packed) }
        #expect(throws: ConnectorError.self) { try Compression.unpack([1, 2]) }
        #expect(throws: ConnectorError.self) { try Compression.unpack([255, 255, 255, 255, 1]) }
    }

    @Test func instantsReadBack() throws {
        for text in ["2026-08-24T10:00:00Z", "1999-12-31T23:59:59Z"] {
            #expect(Instants.text(try #require(Instants.date(text))) == text)
        }
        #expect(Instants.date("2026-08-24T12:00:00+02:00") == Instants.date("2026-08-24T10:00:00Z"))
        #expect(Instants.text(try #require(Instants.date("2026-08-24T10:00:00.250Z"))) == "2026-08-24T10:00:00.250Z")
        #expect(Instants.date("yesterday") == nil)
    }

    @Test func idsSortByAge() {
        let ids = (0..<50).map { _ in
            Thread.sleep(forTimeInterval: 0)
            return RecordID.next()
        }
        #expect(Set(ids).count == 50)
        #expect(ids.allSatisfy { $0.count == 36 && $0.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] })
    }
}
