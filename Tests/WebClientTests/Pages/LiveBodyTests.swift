import NIOCore
import Testing

@testable import WebClient

struct LiveBodyTests {
    @Test(arguments: [
        ("", ""), ("no form", "no form"), ("MARK", "token"), ("a MARK b MARK", "a token b token"), ("MMARKMARK MAR", "Mtokentoken MAR"),
    ])
    func everyFormHasTheTokenOfItsReader(_ html: String, _ expected: String) {
        #expect(String(buffer: LiveBody(html, placeholder: "MARK").html(csrf: "token")) == expected)
    }
}
