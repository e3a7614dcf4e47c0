import Foundation
import Testing

@testable import backroom

struct OutputTests {
    @Test func columnsAreAligned() {
        let table = Table([.text("Name"), .figure("Count")], [["a", "1"], ["longer", "100"]], empty: "none")
        #expect(table.text == "NAME    COUNT\na           1\nlonger    100")
    }

    @Test func anEmptyTableSaysWhy() {
        #expect(Table([.text("Name")], [], empty: "There is nothing.").text == "There is nothing.")
    }

    @Test func controlCharactersOfOthersDoNotReachTheTerminal() {
        let text = Table([.text("Name")], [["a\u{1B}[31mred\nnext\u{07}"]], empty: "").text
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").count == 2)
    }

    @Test func nothingThatATerminalWouldObeyIsPrinted() {
        #expect(Terminal.harmless("a\u{1B}[31mb\u{202E}c\u{9B}d\r") == "a [31mb c d ")
        #expect(Terminal.harmless("Müller\t😀\nнаклейка") == "Müller\t😀\nнаклейка")
    }

    @Test(arguments: [
        (0.0, "0 ms"), (0.85, "850 ms"), (3.24, "3.2 s"), (59.4, "59 s"), (72, "1 m 12 s"), (11_100, "3 h 5 m"), (187_200, "2 d 4 h"),
    ])
    func durations(_ seconds: Double, _ words: String) {
        #expect(Words.duration(seconds) == words)
    }

    @Test(arguments: [(512, "512 B"), (1536, "1.5 KiB"), (2_147_483_648, "2.0 GiB")])
    func bytes(_ count: Int64, _ words: String) {
        #expect(Words.bytes(count) == words)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567"), (-5000, "−5 000")])
    func counts(_ value: Int, _ words: String) {
        #expect(Words.count(value) == words)
    }

    @Test func aCardLeavesBlanksOutAndIndentsFurtherLines() {
        #expect(Card([("No.", "1"), ("Empty", ""), ("Lines", "a\nb")]).text == "No.    1\nLines  a\n       b")
        #expect(Card([("Lines", "a\r\nb")]).text == "Lines  a\n       b")
    }

    @Test func aProgressLineFitsTheTerminal() {
        let line = ProgressBar.line("Sync orders · DEMO", done: 250, total: 1000, elapsed: 10, width: 80)
        #expect(line.contains("250 / 1 000 · 30 s left"))
        #expect(line.count < 80)
        #expect(ProgressBar.line("x", done: 7, total: nil, elapsed: 2, width: 80) == "x  7 · 2.0 s")
        #expect(ProgressBar.line(String(repeating: "t", count: 200), done: 1, total: 2, elapsed: 1, width: 40).count == 39)
    }
}
