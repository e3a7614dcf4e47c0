import Foundation
import Hummingbird

/// A whole list as a file, written part by part: memory does not grow with the list.
struct ListFile: Sendable {
    enum Format: String, Sendable { case csv, json }

    let source: ListSource
    let name: String
    private static let part = 500

    func answer(_ format: Format) -> PageAnswer {
        let source = source
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: format == .csv ? Self.header(source.columns) : "["))
            var after: String?
            var isFirst = true
            repeat {
                let part = try await source.read(after, Self.part)
                var text = ""
                for line in part.lines {
                    switch format {
                    case .csv: text += Self.row(line.cells, source.columns)
                    case .json:
                        text += (isFirst ? "\n" : ",\n") + Self.object(line.cells, source.columns)
                        isFirst = false
                    }
                }
                try await writer.write(ByteBuffer(string: text))
                after = part.next
            } while after != nil
            if format == .json { try await writer.write(ByteBuffer(string: "\n]\n")) }
            try await writer.finish(nil)
        }
        let type = format == .csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8"
        return .file(name: "\(name).\(format.rawValue)", type: type, body: body)
    }

    static func header(_ columns: [ListSource.Column]) -> String { columns.map(\.key).joined(separator: ",") + "\r\n" }

    static func row(_ cells: [CellView], _ columns: [ListSource.Column]) -> String {
        zip(cells, columns).map { cell, column in field(cell.plain, isNumber: column.isNumber) }.joined(separator: ",") + "\r\n"
    }

    /// RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it: it may have come from anybody in a shop.
    static func field(_ text: String, isNumber: Bool) -> String {
        var text = text
        if !isNumber, let first = text.first, "=+-@\t\r".contains(first) { text = "'" + text }
        guard text.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    static func object(_ cells: [CellView], _ columns: [ListSource.Column]) -> String {
        let members = zip(cells, columns).map { cell, column in
            let text = cell.plain
            let value = column.isNumber && Int(text) != nil ? text : JSONText.string(text)
            return JSONText.string(column.key) + ":" + value
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private enum JSONText {
        static func string(_ text: String) -> String { (try? JSONCoding.text(text)) ?? "\"\"" }
    }
}
