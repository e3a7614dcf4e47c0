import Foundation
import Logging
import Testing

@testable import backroom

struct LineLogHandlerTests {
    private func line(_ format: Settings.LogFormat, _ message: String, _ pairs: [(String, String)]) -> String {
        LineLogHandler.line(format, at: Date(timeIntervalSince1970: 0), level: .info, label: "backroom", message: message, pairs)
    }

    @Test func textIsOneLine() {
        #expect(
            line(.text, "run ended", [("shop", "DEMO"), ("error", "two words")])
                == "1970-01-01T00:00:00Z info backroom: run ended shop=DEMO error=\"two words\""
        )
    }

    @Test func aLineBreakCannotForgeALine() {
        #expect(!line(.text, "a\nb", [("x", "c\r\nd")]).contains("\n"))
        #expect(!line(.json, "a\nb", [("x", "c\nd")]).contains("\n"))
    }

    @Test func jsonHasItsOwnFieldsWhateverTheMetadataSays() throws {
        let object =
            try JSONSerialization.jsonObject(with: Data(line(.json, "m", [("level", "fake"), ("shop", "DEMO")]).utf8)) as? [String: String]
        #expect(object == ["time": "1970-01-01T00:00:00Z", "level": "info", "logger": "backroom", "message": "m", "shop": "DEMO"])
    }
}
