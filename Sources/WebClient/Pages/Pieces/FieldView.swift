/// A field of a form: label, control, help under it, the error in place.
struct FieldView {
    struct Option {
        let optionValue: String
        let optionTitle: String
        let isSelected: Bool
    }

    /// A small button beside the control.
    struct Beside {
        let besideTitle: String
        let besideName: String
        let besideValue: String
    }

    let fieldName: String
    let fieldLabel: String
    var fieldHelp = ""
    var fieldValue = ""
    var fieldError: String?
    var labelTag = "label"
    var isGroup = false
    /// The element's id where a page has several fields of one name; else the name.
    var fieldId = ""
    var fieldButton: Beside?
    var isHidden = false
    var inputMode: String?
    var isText = false
    var inputType = "text"
    var isRequired = false
    var isChoice = false
    var isSwitch = false
    var isOn = false
    var isDays = false
    var options: [Option] = []

    static func text(
        _ name: String,
        _ label: String,
        _ value: String,
        help: String,
        error: String? = nil,
        type: String = "text",
        isRequired: Bool = false,
        id: String? = nil
    ) -> FieldView {
        FieldView(
            fieldName: name,
            fieldLabel: label,
            fieldHelp: help,
            fieldValue: value,
            fieldError: error,
            fieldId: id ?? name,
            isText: true,
            inputType: type,
            isRequired: isRequired
        )
    }

    static func choice(
        _ name: String,
        _ label: String,
        _ value: String,
        _ choices: [(value: String, title: String)],
        help: String,
        error: String? = nil
    ) -> FieldView {
        FieldView(
            fieldName: name,
            fieldLabel: label,
            fieldHelp: help,
            fieldError: error,
            fieldId: name,
            isChoice: true,
            options: choices.map { Option(optionValue: $0.value, optionTitle: $0.title, isSelected: $0.value == value) }
        )
    }

    static func toggle(_ name: String, _ label: String, _ isOn: Bool, help: String, error: String? = nil) -> FieldView {
        FieldView(fieldName: name, fieldLabel: label, fieldHelp: help, fieldError: error, fieldId: name, isSwitch: true, isOn: isOn)
    }

    /// Carried along, not shown.
    static func hidden(_ name: String, _ value: String) -> FieldView {
        FieldView(fieldName: name, fieldLabel: "", fieldValue: value, isHidden: true)
    }

    static func days(
        _ name: String,
        _ label: String,
        _ chosen: Set<String>,
        _ titles: [(value: String, title: String)],
        help: String,
        error: String? = nil
    ) -> FieldView {
        FieldView(
            fieldName: name,
            fieldLabel: label,
            fieldHelp: help,
            fieldError: error,
            labelTag: "span",
            isGroup: true,
            fieldId: name,
            isDays: true,
            options: titles.map { Option(optionValue: $0.value, optionTitle: $0.title, isSelected: chosen.contains($0.value)) }
        )
    }
}
