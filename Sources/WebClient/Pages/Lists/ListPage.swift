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
            source.columns.map { heading($0, query, call.speech) }
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
        let next = part.next.map(PageQuery.cursor)
        let nothing = isFiltered ? next.map { nothingYet(call, $0) } ?? emptyWhenFiltered ?? nothingFits(call) : empty
        var table = TableView(head.title, columns, rows: rows, empty: nothing)
        table.hasSelection = isSelectable
        table.selectAllText = call.speech(.selectAll)
        let view = ListView(
            head,
            filters: filters,
            search: search.map { .init(searchLabel: $0, searchValue: query.value("q") ?? "", searchKeeps: query.others(than: "q")) },
            table: table,
            bulk: isSelectable ? bulk : nil,
            query: query,
            next: next,
            call.speech
        )
        return .page(template: "list", title: head.title, place: place, view: view)
    }

    private func heading(_ column: ListSource.Column, _ query: PageQuery, _ t: Speech) -> TableView.Column {
        var heading = column.isNumber ? TableView.Column.number(column.title) : .text(column.title)
        guard let order = source.order, let href = order.href(column.key, query) else { return heading }
        heading.sortHref = href
        heading.sortState = order.state(column.key)
        heading.sortText = t(.sortBy, column.title)
        return heading
    }

    /// A search looks at some thousand records at a time, so that every page answers at once.
    private func nothingYet(_ call: PageCall, _ next: String) -> TableView.Empty {
        .init(
            icon: "search",
            title: call.speech(.nothingYet),
            text: call.speech(.nothingYetText),
            action: call.speech(.searchOn),
            href: call.query.with("cursor", next)
        )
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
