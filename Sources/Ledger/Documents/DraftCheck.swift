import BackOffice
import Foundation

/// What can be said against a draft without looking into the database.
enum DraftCheck {
    /// More lines than any order of a shop has; a bound for memory.
    static let maximumLines = 10_000

    static func check(_ draft: SalesDocumentDraft, record: String) throws {
        func refuse(_ code: BackOfficeError.Code, _ field: String, _ sentence: String, _ mend: String, line: Int? = nil) -> BackOfficeError
        {
            let place = line.map { "\(record), line \($0)" } ?? record
            return BackOfficeError(code, record: place, field: field, sentence: "\(place): \(sentence)", mend: mend)
        }
        guard !draft.lines.isEmpty else {
            throw refuse(.missingValue, "lines", "the document has no lines.", "There is nothing to sell; mark the order as resolved.")
        }
        guard draft.lines.count <= maximumLines else {
            throw refuse(.invalidValue, "lines", "more than \(maximumLines) lines.", "Split the order.")
        }
        guard CalendarDay(draft.documentDate) != nil else {
            throw refuse(.invalidValue, "documentDate", "\"\(draft.documentDate)\" is no day.", "Use the form 2026-01-31.")
        }
        guard draft.discount >= 0 else {
            throw refuse(.invalidValue, "discount", "the discount is below zero.", "A surcharge belongs on an account line.")
        }
        if let no = draft.no { try Ledger.check(code: no, of: record, field: "no") }
        for (index, line) in draft.lines.enumerated() {
            let number = index + 1
            guard line.quantity > 0, ScaledQuantity(line.quantity) != nil else {
                throw refuse(
                    .invalidValue,
                    "lines.quantity",
                    "the quantity \(line.quantity) is not above zero with at most five decimals.",
                    "Leave lines without quantity out.",
                    line: number
                )
            }
            switch line.subject {
            case .item(let no, _, _):
                if CodeKey.trimmed(no).isEmpty {
                    throw refuse(.missingValue, "lines.item", "no item.", "Map the product to an item.", line: number)
                }
                if line.unitPrice < 0 {
                    throw refuse(.invalidValue, "lines.unitPrice", "a price below zero.", "Use a discount.", line: number)
                }
            case .account(let no, let kind):
                if CodeKey.trimmed(no).isEmpty {
                    throw refuse(
                        .missingValue,
                        "lines.account",
                        "no account for \(kind.rawValue).",
                        "Set the account on the shop card.",
                        line: number
                    )
                }
            }
        }
    }
}
