import Foundation
import Testing

@testable import ShopifyAdmin

@Suite struct JSONScannerTests {
    @Test func membersAreCutOutAsTheyAre() throws {
        let text = #" { "a" : [1,{"x":"}]"}] ,"b\"c":null, "d":"\\" , "e":-1.5e3,"f":{} } "#
        let members = try JSONScanner.members(of: Data(text.utf8))
        #expect(members.map(\.key) == ["a", "b\"c", "d", "e", "f"])
        #expect(members.map { String(decoding: $0.value, as: UTF8.self) } == [#"[1,{"x":"}]"}]"#, "null", #""\\""#, "-1.5e3", "{}"])
    }

    @Test func slicesOfSlicesKeepTheirPlace() throws {
        let raw = RawJSON(Data(#"{"data":{"nodes":[{"id":1},null,{"id":3}]}}"#.utf8))
        let nodes = try #require(try raw[path: ["data", "nodes"]]?.elements())
        #expect(nodes.map(\.description) == [#"{"id":1}"#, "null", #"{"id":3}"#])
        #expect(nodes[2]["id"]?.description == "3")
        #expect(nodes[1].isNull)
    }

    /// Whatever the place where a text is cut off, it is noticed.
    @Test func everyTruncationIsNoticed() throws {
        let whole = Array(#"{"data":{"a":[1,"x\"y",true],"b":{"c":null}},"extensions":{"cost":12}}"#.utf8)
        #expect(throws: Never.self) { try JSONScanner.members(of: Data(whole)) }
        for end in 0..<whole.count {
            #expect(throws: JSONScanner.Malformed.self, "\(end)") { try JSONScanner.members(of: Data(whole[..<end])) }
        }
    }

    @Test(arguments: ["[]", "\"x\"", "{} {}", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":}"]) func whatIsNoObjectIsRefused(_ text: String)
    {
        #expect(throws: (any Error).self) { try JSONScanner.members(of: Data(text.utf8)) }
    }

    @Test(arguments: ["[1,2", "[1 2]", "{}", "[1,]"]) func whatIsNoArrayIsRefused(_ text: String) {
        #expect(throws: (any Error).self) { try JSONScanner.elements(of: Data(text.utf8)) }
    }

    @Test func emptyContainersAreEmpty() throws {
        #expect(try JSONScanner.members(of: Data("{ }".utf8)).isEmpty)
        #expect(try JSONScanner.elements(of: Data("[ ]".utf8)).isEmpty)
    }
}
