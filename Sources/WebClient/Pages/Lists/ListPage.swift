import Foundation
import Hummingbird

/// A list page: filters in the address, a search, actions on what is selected, files of the whole list.
struct ListPage: Sendable {
    static let size = 50

    let head: HeadView
    let place: Place
    let source: ListSource
    let empty: TableView.Empty
    var filters: [ListView.Filter] = []
    /// What can be searched for; nil: nothing.
    var search: String?
    var bulk: ListView.Bulk?
    /// Which line of the page's text a filtered list that is empty gets instead.
    var emptyWhenFiltered: TableView.Empty?

    func answer(_ call: PageCall) async throws -> PageAnswer {
        let query = call.query
        if let format = query.value("format").flatMap(ListFile.Format.init) {
            return ListFile(source: source, name: String(query.path.split(separator: "/").last ?? "list")).answer(format)
        }
        let part = try await source.read(query.after, Self.size)
        let isSelectable = bulk != nil && part.lines.contains { $0.id != nil }
        let hasButtons = part.lines.contains { !$0.buttons.isEmpty }
        let buttonColumns = part.lines.map(\.buttons.count).max() ?? 0
        let columns =
            source.columns.map { $0.isNumber ? TableView.Column.number($0.title) : .text($0.title) }
            + (hasButtons ? Array(repeating: TableView.Column.text(""), count: buttonColumns) : [])
        let rows = part.lines.map { line in
            TableView.Row(
                cells: line.cells + line.buttons + Array(repeating: CellView(), count: buttonColumns - line.buttons.count),
                rowId: isSelectable ? line.id ?? "" : nil,
                canSelect: line.id != nil,
                rowLabel: line.cells.first.map { call.speech(.selectRow, $0.cellText) } ?? ""
            )
        }
        let isFiltered = query.isFiltered
        var table = TableView(head.title, columns, rows: rows, empty: isFiltered ? emptyWhenFiltered ?? nothingFits(call) : empty)
        table.hasSelection = isSelectable
        table.selectAllText = call.speech(.selectAll)
        let view = ListView(
            head,
            filters: filters,
            search: search.map { .init(searchLabel: $0, searchValue: query.value("q") ?? "", searchKeeps: query.others(than: "q")) },
            table: table,
            bulk: isSelectable ? bulk : nil,
            query: query,
            next: part.next.map(PageQuery.cursor),
            call.speech
        )
        return .page(template: "list", title: head.title, place: place, view: view)
    }

    private func nothingFits(_ call: PageCall) -> TableView.Empty {
        .init(
            icon: "search",
            title: call.speech(.nothingFits),
            text: call.speech(.nothingFitsText),
            action: call.speech(.showEverything),
            href: call.query.path
        )
    }
}
