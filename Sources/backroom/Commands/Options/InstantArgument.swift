import ArgumentParser
import Foundation
import WebClient

/// An instant on the command line: RFC 3339, or `now`.
struct InstantArgument: ExpressibleByArgument, Sendable {
    let date: Date

    init?(argument: String) {
        if argument == "now" {
            date = .now
        } else if let date = Instant.parse(argument) {
            self.date = date
        } else {
            return nil
        }
    }
}
