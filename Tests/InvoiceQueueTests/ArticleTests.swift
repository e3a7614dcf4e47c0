import Foundation
import Testing

/// Every piece of code in the article stands word for word in the example or its tests.
@Suite struct ArticleTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func theArticlesCodeIsTheExamples() throws {
        let article = try text("Sources/JobQueue/Documentation.docc/AJobQueueForYourSwiftServer.md")
        let sources = try ["SendInvoice", "ImportPrices", "Shop", "InvoiceQueue"].map { try text("Examples/InvoiceQueue/\($0).swift") }
        let all = try (sources + [text("Tests/InvoiceQueueTests/InvoiceQueueTests.swift")]).joined()
        let pieces = article.components(separatedBy: "```swift\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
        #expect(pieces.count >= 8)
        for piece in pieces { #expect(all.contains(piece), "not in the example:\n\(piece)") }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
