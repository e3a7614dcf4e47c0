/// A list as data: its columns, and its lines part by part. The same source is a page, a CSV file and a JSON file.
struct ListSource: Sendable {
    struct Column: Sendable {
        /// The name in CSV and JSON, camelCase, the same in every language.
        let key: String
        let title: String
        let isNumber: Bool

        static func text(_ key: String, _ title: String) -> Column { Column(key: key, title: title, isNumber: false) }
        static func number(_ key: String, _ title: String) -> Column { Column(key: key, title: title, isNumber: true) }
    }

    struct Line: Sendable {
        /// What is sent when the line is selected; nil: it cannot be.
        var id: String?
        /// One a column.
        let cells: [CellView]
        /// Small buttons after the columns; not a part of files.
        var buttons: [CellView] = []
    }

    struct Part: Sendable {
        let lines: [Line]
        /// Where the next part begins; nil at the end.
        let next: String?

        init(lines: [Line], next: String?) {
            self.lines = lines
            self.next = next
        }

        /// Cuts what was asked for with one more than is shown.
        init<Element>(_ elements: [Element], limit: Int, key: (Element) -> String, line: (Element) -> Line) {
            let shown = elements.prefix(limit)
            lines = shown.map(line)
            next = elements.count > limit ? shown.last.map(key) : nil
        }
    }

    let columns: [Column]
    /// How it is sorted, and by what else it can be; nil: one way only.
    var order: ListOrder?
    /// The lines after a key, at most so many.
    let read: @Sendable (_ after: String?, _ limit: Int) async throws -> Part
}
