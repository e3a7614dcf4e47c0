import Foundation
import WebClient

/// What a command has to say: one JSON document, or text for people.
struct Output {
    let json: Bool

    /// Prints a list: an array, or a table.
    func list<Element: Encodable>(_ elements: [Element], _ table: (([Element]) -> Table)) throws {
        if json {
            Terminal.out(try JSONCoding.text(elements, pretty: true))
        } else {
            Terminal.out(table(elements).text)
        }
    }

    /// Prints one thing.
    func one<Element: Encodable>(_ element: Element, _ text: (Element) -> String) throws {
        if json {
            Terminal.out(try JSONCoding.text(element, pretty: true))
        } else {
            Terminal.out(text(element))
        }
    }

    /// Says that something was done; with `--json` only the document is printed.
    func done<Element: Encodable>(_ element: Element, _ sentence: String) throws {
        if json {
            Terminal.out(try JSONCoding.text(element, pretty: true))
        } else {
            Terminal.out(sentence)
        }
    }
}
