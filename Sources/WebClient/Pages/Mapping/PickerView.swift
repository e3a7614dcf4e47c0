/// Choosing one of our items or customers: found by words, or named by its number. Works without a script.
struct PickerView {
    struct Option {
        let pickValue: String
        let pickTitle: String
        let pickSub: String
        let isPicked: Bool

        /// The same, chosen.
        var picked: Option { Option(pickValue: pickValue, pickTitle: pickTitle, pickSub: pickSub, isPicked: true) }
    }

    /// Tells several pickers of a page apart.
    let pickerIndex: Int
    let pickerTitle: String
    var pickerReason: String?
    var pickerMend: String?
    /// `item` or `customer`.
    let pickerKind: String
    let pickerRecord: String
    let searchLabel: String
    let searchValue: String
    let searchButton: String
    let options: [Option]
    let noOptions: String?
    let numberLabel: String
    let numberValue: String
    let numberHelp: String
    var pickerError: String?
}
