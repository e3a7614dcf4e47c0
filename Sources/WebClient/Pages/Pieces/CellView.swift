import Foundation

/// What stands in a table's cell or beside a label.
struct CellView: Sendable {
    var cellText = ""
    var cellHref: String?
    var cellSub: String?
    var cellClass = ""
    var chip: ChipView?
    var instant: String?
    var exact: String?
    var relative: String?
    var hasProgress = false
    var progressOf = ""
    var progressDone = 0
    var progressTotal = 1
    var progressText = ""
    /// A small button: where it posts, and its word.
    var cellPost: String?
    var cellButton = ""
    /// What files say instead of the words on the page.
    var raw: String?

    /// The cell in a file: instants as RFC 3339, codes rather than words.
    var plain: String { raw ?? instant ?? (cellText.isEmpty ? chip?.word ?? progressText : cellText) }

    func with(raw: String) -> CellView {
        var cell = self
        cell.raw = raw
        return cell
    }

    func with(cellClass: String) -> CellView {
        var cell = self
        cell.cellClass = cellClass
        return cell
    }

    /// The column that takes what room is left.
    static func wide(_ text: String, href: String? = nil, sub: String? = nil) -> CellView {
        CellView(cellText: text, cellHref: href, cellSub: sub, cellClass: sub == nil ? "grow" : "tall grow")
    }

    static func text(_ text: String, href: String? = nil, sub: String? = nil) -> CellView {
        CellView(cellText: text, cellHref: href, cellSub: sub, cellClass: sub == nil ? "" : "tall")
    }

    static func number(_ text: String, href: String? = nil) -> CellView {
        CellView(cellText: text, cellHref: href, cellClass: "number")
    }

    static func chip(_ chip: ChipView, sub: String? = nil) -> CellView {
        CellView(cellSub: sub, cellClass: sub == nil ? "nowrap" : "tall", chip: chip)
    }

    static func button(_ title: String, posts path: String) -> CellView {
        CellView(cellClass: "number", cellPost: path, cellButton: title)
    }
}
