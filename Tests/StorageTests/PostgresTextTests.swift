import Testing

@testable import Storage

@Suite struct PostgresTextTests {
    private func value(_ text: String, _ type: UInt32) -> DatabaseValue {
        text.withCString { PostgresText.value($0, text.utf8.count, type) }
    }

    @Test(arguments: ["0", "1", "-1", "9223372036854775807", "-9223372036854775808"])
    func readsWholeNumbers(_ text: String) {
        #expect(value(text, PostgresText.int8) == .integer(Int64(text) ?? 5))
        #expect(value(text, PostgresText.numeric) == .integer(Int64(text) ?? 5))
    }

    @Test func readsOtherNumbers() {
        #expect(value("2.5000000000000000", PostgresText.numeric) == .double(2.5))
        #expect(value("9223372036854775808", PostgresText.numeric) == .double(9_223_372_036_854_775_808))
        #expect(value("NaN", PostgresText.numeric) != .null)
        #expect(value("0.30000000000000004", PostgresText.float8) == .double(0.1 + 0.2))
        #expect(value("1e+300", PostgresText.float8) == .double(1e300))
        #expect(value("-Infinity", PostgresText.float8) == .double(-.infinity))
        #expect(value("t", PostgresText.bool) == .integer(1))
        #expect(value("f", PostgresText.bool) == .integer(0))
    }

    @Test func readsBytesAndTexts() {
        #expect(value("\\x", PostgresText.bytea) == .bytes([]))
        #expect(value("\\x00ff5c7a", PostgresText.bytea) == .bytes([0, 255, 92, 122]))
        #expect(value("naïve 😀", PostgresText.text) == .text("naïve 😀"))
        #expect(value("12", 1043) == .text("12"))
    }

    @Test func writesArrays() {
        func array(_ values: [DatabaseValue]) -> String {
            var buffer: [UInt8] = []
            PostgresText.array(values, into: &buffer)
            return String(decoding: buffer, as: UTF8.self)
        }
        #expect(array([]) == "{}")
        #expect(array([.integer(1), .null, .integer(-2)]) == "{1,NULL,-2}")
        #expect(array([.text(""), .text("NULL"), .text("a\"b\\c,{}")]) == #"{"","NULL","a\"b\\c,{}"}"#)
        #expect(array([.bytes([0, 255]), .bytes([])]) == #"{"\\x00ff","\\x"}"#)
        #expect(array([.double(0.5), .double(.infinity)]) == "{0.5,inf}")
    }

    @Test func pointsAtEachParameter() {
        var parameters = PostgresParameters()
        parameters.append(.integer(-7), PostgresText.int8)
        parameters.append(.null, PostgresText.text)
        parameters.append(.text("ä"), PostgresText.text)
        parameters.append(.bytes([1, 0, 2]), PostgresText.bytea)
        parameters.append(.bytes([]), PostgresText.bytea)
        parameters.withPointers { count, values, lengths, formats in
            #expect(count == 5)
            #expect(values?[0].map { String(cString: $0) } == "-7")
            #expect(values?[1] == nil)
            #expect(values?[2].map { String(cString: $0) } == "ä")
            #expect(values?[3].map { Array(UnsafeBufferPointer(start: $0, count: 3)) } == [1, 0, 2])
            #expect(values?[4] != nil)
            #expect((0..<5).map { formats?[$0] } == [0, 0, 0, 1, 1])
            #expect(lengths?[3] == 3)
            #expect(lengths?[4] == 0)
        }
        #expect(parameters.types == [20, 25, 25, 17, 17])
    }
}
