import Testing

@testable import JobQueue

@Suite struct RequestPageTests {
    let page = RequestPage(fields: [
        ParameterDescription("since", .instant, help: "From here on."),
        ParameterDescription("day", .date, help: "A day."),
        ParameterDescription("onlyPrices", .boolean, default: false, help: "Nothing but prices."),
        ParameterDescription("limit", .integer, help: "At most."),
        ParameterDescription("amount", .decimal, help: "An amount."),
        ParameterDescription("mode", .choice, choices: ["new", "all"], help: "Which."),
        ParameterDescription("tags", .list, help: "Tags."),
        ParameterDescription("states", .list, choices: ["open", "closed"], help: "States."),
        ParameterDescription("name", .text, isRequired: true, help: "A name."),
    ])

    @Test func textsBecomeTyped() throws {
        let values = try page.validated([
            "name": "x", "since": "2026-08-24T10:00:00Z", "day": "2026-08-24", "onlyPrices": "yes", "limit": "12", "amount": 12.5,
            "mode": "ALL", "tags": "a, b", "states": ["Open"],
        ])
        #expect(values["onlyPrices"] == true && values["limit"] == 12 && values["amount"] == "12.5" && values["mode"] == "all")
        #expect(values["tags"] == ["a", "b"] && values["states"] == ["open"])
    }

    @Test func defaultsAreFilledIn() throws {
        #expect(try page.validated(["name": "x"]) == ["name": "x", "onlyPrices": false])
        #expect(try page.validated(["name": "x", "onlyPrices": nil]) == ["name": "x", "onlyPrices": false])
    }

    static let wrong: [(String, JSONValue)] = [
        ("since", "yesterday"), ("since", 5), ("day", "24.08.2026"), ("day", "2026-02-31"), ("onlyPrices", "perhaps"), ("limit", 1.5),
        ("limit", "1e3"), ("amount", "twelve"), ("mode", "some"), ("tags", [1]), ("states", "open,ajar"), ("name", 7), ("colour", "red"),
    ]

    @Test(arguments: wrong)
    func wrongValuesNameTheirKey(_ key: String, _ value: JSONValue) {
        var values: [String: JSONValue] = ["name": "x"]
        values[key] = value
        let error = #expect(throws: JobQueueError.self) { try page.validated(values) }
        #expect(error?.code == .invalid && error?.field == "parameters.\(key)")
    }

    @Test func whatIsRequiredMayNotBeMissing() {
        let error = #expect(throws: JobQueueError.self) { try page.validated([:]) }
        #expect(error?.field == "parameters.name")
    }
}
