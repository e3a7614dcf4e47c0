import Testing

@testable import WebClient

struct ShortenedTests {
    @Test(arguments: [
        ("fits", 4, "fits"), ("It needs: access", 12, "It needs …"), ("It needs access to orders", 15, "It needs access …"),
        ("unbreakable", 5, "unbre …"), ("", 3, ""),
    ])
    func endsWithAWord(_ text: String, _ limit: Int, _ shown: String) {
        #expect(text.shortened(to: limit) == shown)
    }
}
