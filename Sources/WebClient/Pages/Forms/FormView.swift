/// A form page: the request page of a task, a new shop, a new entry.
struct FormView {
    struct Button {
        let buttonTitle: String
        let buttonName: String
        let buttonValue: String
        let isPrimary: Bool
    }

    let head: HeadView
    let action: String
    var layout = ""
    var preview: String?
    var error: String?
    var errorTitle = ""
    var intro: String?
    var fields: [FieldView]
    var buttons: [Button]
    let cancel: String
    let cancelText: String
    var slotList = false
    var slotTitle = ""
    var slotError: String?
    var slots: [SectionView.Slot] = []
}
