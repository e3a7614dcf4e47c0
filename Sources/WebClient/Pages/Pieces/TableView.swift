/// A table, or what is said where there would be one.
struct TableView {
    struct Column {
        let columnTitle: String
        let isNumber: Bool
        /// A column of buttons has no title: a blank header would be a heading that says nothing.
        let isBlank: Bool
        /// Where the heading leads to sort by it; nil where no index bears that.
        var sortHref: String?
        /// The value of `aria-sort` where the table is sorted by it.
        var sortState: String?
        var sortText = ""

        static func text(_ title: String) -> Column { Column(columnTitle: capital(title), isNumber: false, isBlank: title.isEmpty) }
        static func number(_ title: String) -> Column { Column(columnTitle: capital(title), isNumber: true, isBlank: title.isEmpty) }

        /// Words that stand in sentences elsewhere begin with a capital here.
        private static func capital(_ title: String) -> String { title.prefix(1).uppercased() + title.dropFirst() }
    }

    struct Row {
        let cells: [CellView]
        /// What its checkbox sends; blank: the row cannot be selected; nil: none of the table can.
        var rowId: String?
        var canSelect = false
        var rowLabel = ""
    }

    /// What would be here, why it is empty, and the one thing that fills it.
    struct Empty: Sendable {
        let icon: String
        let title: String
        let text: String
        var action: String?
        var href: String?
    }

    let tableTitle: String
    let columns: [Column]
    let rows: [Row]
    let hasRows: Bool
    let emptyIcon: String
    let emptyTitle: String
    let emptyText: String
    let emptyAction: String?
    let emptyHref: String?
    var hasSelection = false
    var selectAllText = ""

    init(_ title: String, _ columns: [Column], _ rows: [[CellView]], empty: Empty) {
        self.init(title, columns, rows: rows.map { Row(cells: $0) }, empty: empty)
    }

    init(_ title: String, _ columns: [Column], rows: [Row], empty: Empty) {
        tableTitle = title
        self.columns = columns
        self.rows = rows
        hasRows = !rows.isEmpty
        emptyIcon = empty.icon
        emptyTitle = empty.title
        emptyText = empty.text
        emptyAction = empty.action
        emptyHref = empty.href
    }
}
