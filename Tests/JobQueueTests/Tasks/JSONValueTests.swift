import Foundation
import Testing

@testable import JobQueue

@Suite struct JSONValueTests {
    static let values: [JSONValue] = [
        nil, true, 0, -7, 1.5, 1e300, "", "plain", "quote \" backslash \\ newline \n tab \t bell \u{7} é 日本 🙂", [], [1, "two", [nil]], [:],
        ["b": 1, "a": ["z": false, "y": [1.25]], "\"": "\\"], .integer(.max), .integer(.min),
    ]

    @Test(arguments: values)
    func itsTextIsReadBackAsItself(_ value: JSONValue) throws {
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.text.utf8)) == value)
        #expect(try JSONDecoder().decode([JSONValue].self, from: JSONEncoder().encode([value])) == [value])
    }

    @Test func equalValuesAreEqualText() {
        #expect(JSONValue.object(["b": 1, "a": 2]).text == #"{"a":2,"b":1}"#)
        #expect(JSONValue.number(.infinity).text == "null")
    }
}
