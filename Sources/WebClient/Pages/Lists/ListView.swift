/// A list page as its template shows it.
struct ListView {
    struct Filter: Sendable {
        let filterTitle: String
        let filterChoices: [Choice]
    }

    struct Choice: Sendable {
        let choiceTitle: String
        let choiceHref: String
        let isChosen: Bool
    }

    struct Search {
        let searchLabel: String
        let searchValue: String
        /// The other filters, so that they outlast a search.
        let searchKeeps: [Kept]
    }

    struct Kept {
        let keptName: String
        let keptValue: String
    }

    /// What can be done with the lines that are selected.
    struct Bulk: Sendable {
        struct Button: Sendable {
            let bulkTitle: String
            let bulkValue: String
            var bulkConfirm: String?
            var bulkIsDanger = false
        }

        let bulkPath: String
        let bulkText: String
        let bulkButtons: [Button]
    }

    let head: HeadView
    let filters: [Filter]
    let searches: [Search]
    let hasFilters: Bool
    let table: TableView
    let bulks: [Bulk]
    let first: String?
    let firstText: String
    let next: String?
    let nextText: String
    let hasFoot: Bool
    let csv: String
    let json: String
    let filesText: String
    let searchText: String

    init(
        _ head: HeadView,
        filters: [Filter] = [],
        search: Search? = nil,
        table: TableView,
        bulk: Bulk? = nil,
        query: PageQuery,
        next: String?,
        _ speech: Speech
    ) {
        self.head = head
        self.filters = filters
        searches = search.map { [$0] } ?? []
        hasFilters = !filters.isEmpty || search != nil
        self.table = table
        bulks = bulk.map { [$0] } ?? []
        first = query.value("cursor") == nil ? nil : query.with("cursor", nil)
        self.next = next.map { query.with("cursor", $0) }
        hasFoot = table.hasRows
        firstText = speech(.firstPage)
        nextText = speech(.nextPage)
        csv = query.with("format", "csv")
        json = query.with("format", "json")
        filesText = speech(.wholeList)
        searchText = speech(.search)
    }
}
