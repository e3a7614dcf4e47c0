import Foundation
import Mustache

// The pieces that a page has by the hundred tell templates their values by themselves. Left to reflection, each name that is looked up would
// read every property of the piece and, when the value is nil, of all that is around it: that is most of the time a page takes.

/// A value for a template; nil is said so, and not looked for further out.
private func told(_ value: Any?) -> Any { value ?? NSNull() }

extension CellView: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "isPlain": isPlain
        case "cellText": cellText
        case "cellHref": told(cellHref)
        case "cellSub": told(cellSub)
        case "cellClass": cellClass
        case "chip": told(chip)
        case "instant": told(instant)
        case "exact": told(exact)
        case "relative": told(relative)
        case "hasProgress": hasProgress
        case "progressOf": progressOf
        case "progressDone": progressDone
        case "progressTotal": progressTotal
        case "progressText": progressText
        case "cellPost": told(cellPost)
        case "cellButton": cellButton
        default: nil
        }
    }

    /// Nothing but text: most cells.
    private var isPlain: Bool { cellHref == nil && cellSub == nil && chip == nil && instant == nil && !hasProgress && cellPost == nil }
}

extension ChipView: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "kind": kind
        case "icon": told(icon)
        case "word": word
        default: nil
        }
    }
}

extension TableView.Row: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "cells": cells
        case "rowId": told(rowId)
        case "canSelect": canSelect
        case "rowLabel": rowLabel
        default: nil
        }
    }
}

extension FieldView: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "fieldName": fieldName
        case "fieldLabel": fieldLabel
        case "fieldHelp": fieldHelp
        case "fieldValue": fieldValue
        case "fieldError": told(fieldError)
        case "labelTag": labelTag
        case "isGroup": isGroup
        case "fieldId": fieldId
        case "fieldButton": told(fieldButton)
        case "isHidden": isHidden
        case "inputMode": told(inputMode)
        case "isText": isText
        case "inputType": inputType
        case "isRequired": isRequired
        case "isChoice": isChoice
        case "isSwitch": isSwitch
        case "isOn": isOn
        case "isDays": isDays
        case "options": options
        default: nil
        }
    }
}

extension FieldView.Option: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "optionValue": optionValue
        case "optionTitle": optionTitle
        case "isSelected": isSelected
        default: nil
        }
    }
}
