/// A list page.
struct ListView {
    struct Filter {
        let filterTitle: String
        let filterChoices: [Choice]
    }

    struct Choice {
        let choiceTitle: String
        let choiceHref: String
        let isChosen: Bool
    }

    let head: HeadView
    let filters: [Filter]
    let hasFilters: Bool
    let table: TableView
    let hasPager: Bool
    let first: String?
    let firstText: String
    let next: String?
    let nextText: String

    init(_ head: HeadView, filters: [Filter] = [], table: TableView, query: PageQuery, next: String?, _ speech: Speech) {
        self.head = head
        self.filters = filters
        hasFilters = !filters.isEmpty
        self.table = table
        first = query.value("cursor") == nil ? nil : query.with("cursor", nil)
        self.next = next.map { query.with("cursor", $0) }
        hasPager = first != nil || self.next != nil
        firstText = speech(.firstPage)
        nextText = speech(.nextPage)
    }
}
