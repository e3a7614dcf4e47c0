import Hummingbird

/// The card of a product or customer of a shop: what is known of it, and, for who may, the picker of its counterpart in the ledger.
struct MappedRecordCard {
    let title: String
    let shop: String
    let path: String
    let isMapped: Bool
    let crumb: String
    let crumbHref: String
    let place: Place
    let mapIntro: String
    let facts: [SectionView.Pair]

    /// - Parameters:
    ///   - error: Why what was picked cannot be.
    ///   - picker: Looked up only for who may map.
    func page(_ call: PageCall, error: String?, picker: () async throws -> PickerView) async throws -> PageAnswer {
        let t = call.speech
        var card = CardView(head: HeadView(title: title, sub: shop, crumb: crumb, crumbHref: crumbHref))
        card.head.chips = [t.mapped(isMapped)]
        if call.may(.operator) {
            if isMapped { card.head.actions = [.danger(t(.unmap), path + "/unmap", confirm: t(.unmapConfirm))] }
            card.hasFacts = true
            card.factsTitle = t(.facts)
            card.facts = facts
            card.mapping = MappingView(
                mapTitle: t(.mapping),
                mapIntro: mapIntro,
                findAction: path,
                mapAction: path + "/map",
                pickers: [try await picker()],
                others: [],
                mapButtons: [
                    .init(mapTitle: t(.mapAndProcessOrders), mapValue: "process", isPrimary: true),
                    .init(mapTitle: t(.mapOnly), mapValue: "map", isPrimary: false),
                ]
            )
        } else {
            card.layout = "stack"
            card.sections = [SectionView(sectionTitle: t(.general), sectionId: "general", hasPairs: true, pairs: facts)]
        }
        return .page(template: "card", title: title, place: place, status: error == nil ? .ok : .unprocessableContent, view: card)
    }
}
