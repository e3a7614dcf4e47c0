import Foundation
import JobQueue
import Testing

@testable import WebClient

struct SchemaTests {
    private let person = Schema.object([
        .required("name", .string(maximumLength: 5)), .optional("age", .integer(minimum: 0, maximum: 150)),
        .optional("tags", .array(.text)),
        .optional("born", .nullable(.instant)), .optional("boss", .reference("Person")),
    ])

    private func problems(_ value: JSONValue) -> [String] {
        person.problems(in: value, components: ["Person": person]).map { "\($0.field): \($0.message)" }
    }

    @Test func whatFitsHasNoProblems() {
        #expect(problems(["name": "Anna", "age": 30, "tags": ["a"], "born": "2026-08-24T08:00:00Z", "boss": ["name": "Bo"]]).isEmpty)
        #expect(problems(["name": "Anna", "born": nil]).isEmpty)
    }

    @Test func everyProblemIsNamedByItsPlace() {
        let found = problems(["age": 200, "tags": ["a", 1], "born": "soon", "boss": ["name": "Alexander"], "hat": true])
        #expect(
            found == [
                "name: is missing", "age: must be at most 150", "tags[1]: must be a string",
                "born: must be an RFC 3339 instant such as 2026-08-24T08:00:00Z", "boss.name: must have at most 5 characters",
                "hat: is not known here; known are: age, born, boss, name, tags",
            ]
        )
    }

    @Test(arguments: [JSONValue.null, .array([]), .string("x"), .integer(1), .bool(true)])
    func anythingElseIsNoObject(_ value: JSONValue) {
        #expect(problems(value) == ["body: must be an object"])
    }

    @Test func aNulIsRefusedEverywhere() {
        #expect(Schema.text.problems(in: "a\u{0}b", components: [:]).count == 1)
    }

    @Test func theDocumentSaysTheSame() throws {
        let document = person.document
        #expect(document["required"] == ["name"])
        #expect(document["additionalProperties"] == false)
        #expect(document["properties"]?["age"] == ["type": "integer", "minimum": 0, "maximum": 150])
        #expect(document["properties"]?["boss"] == ["$ref": "#/components/schemas/Person"])
    }
}
