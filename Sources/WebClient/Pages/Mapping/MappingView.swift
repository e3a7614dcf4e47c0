/// A page's mapping helper: pickers, one button.
struct MappingView {
    struct Button {
        let mapTitle: String
        let mapValue: String
        let isPrimary: Bool
    }

    let mapTitle: String
    let mapIntro: String
    /// Where the search of the pickers goes, and where what was picked goes.
    let findAction: String
    let mapAction: String
    let pickers: [PickerView]
    /// What no mapping mends, each with what does.
    let others: [String]
    let mapButtons: [Button]
}
