import Foundation
import Testing

@testable import WebClient

struct InstantTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (1_787_558_400.0, "2026-08-24T08:00:00Z"), (1_787_558_400.25, "2026-08-24T08:00:00.250Z"),
        (1_787_558_400.0004, "2026-08-24T08:00:00Z"), (1_787_558_399.9996, "2026-08-24T08:00:00Z"), (-1.5, "1969-12-31T23:59:58.500Z"),
    ])
    func isWritten(_ seconds: Double, _ text: String) {
        #expect(Instant.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(arguments: ["2026-08-24T08:00:00Z", "2026-08-24T10:00:00+02:00", "2026-08-24T08:00:00.000Z"])
    func isRead(_ text: String) {
        #expect(Instant.parse(text)?.timeIntervalSince1970 == 1_787_558_400)
    }

    @Test(arguments: ["", "tomorrow", "2026-08-24", "2026-13-01T00:00:00Z", "08:00"])
    func nothingElseIsAnInstant(_ text: String) {
        #expect(Instant.parse(text) == nil)
    }
}
