/// A form page: the request page of a task, a new shop, a new entry.
struct FormView {
    struct Button {
        let buttonTitle: String
        let buttonName: String
        let buttonValue: String
        let isPrimary: Bool
    }

    /// Fields that belong together, under a title.
    struct Group {
        let groupTitle: String
        let groupFields: [FieldView]
        var groupText: String?
    }

    let head: HeadView
    let action: String
    var layout = ""
    var preview: String?
    var error: String?
    var errorTitle = ""
    var intro: String?
    var fields: [FieldView]
    var groups: [Group] = []
    var buttons: [Button]
    /// What *Enter* in a field does, where a field has a button of its own before the form's.
    var enter: Button?
    let cancel: String
    let cancelText: String
    var slotList = false
    var slotTitle = ""
    var slotError: String?
    var slots: [SectionView.Slot] = []
    var slotNotes: [String] = []
}
