import BackOffice
import Foundation
import Ledger

/// Correcting stock: by a difference, or to what was counted.
struct StockForm: Sendable {
    let services: WebServices

    func section(_ call: PageCall, _ item: Item, _ failure: Failure?) async throws -> SectionView {
        let t = call.speech
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name }?.message }
        let locations = try await services.ledger.locations().map { (value: $0.code, title: "\($0.code) · \($0.name)") }
        var fields: [FieldView] = [
            .choice("location", t(.location), call.field("location"), locations, help: t(.adjustLocationHelp), error: error("location"))
        ]
        if !item.variants.isEmpty {
            fields.append(
                .choice(
                    "variant",
                    t(.variant),
                    call.field("variant"),
                    [("", "–")] + item.variants.map { ($0.code, "\($0.code) · \($0.description)") },
                    help: t(.adjustVariantHelp),
                    error: error("variant")
                )
            )
        }
        fields += [
            .choice(
                "how",
                t(.correction),
                call.field("how"),
                [("to", t(.adjustTo)), ("by", t(.adjustBy))],
                help: t(.correctionHelp)
            ),
            .text("quantity", t(.quantity), call.field("quantity"), help: t(.adjustQuantityHelp), error: error("quantity")),
        ]
        return SectionView(
            sectionTitle: t(.adjustStock),
            sectionId: "adjust",
            isOpen: failure != nil,
            sectionForm: .init(formAction: ItemPages.path(item.no) + "/adjust", formButton: t(.adjustStock), fields: fields)
        )
    }

    func post(_ call: PageCall) async throws -> PageAnswer {
        let t = call.speech
        let no = try call.path("no")
        func refuse(_ field: String, _ text: String) async throws -> PageAnswer {
            let failure = Failure(.wrongUse, code: "invalid_value", text, fields: [.init(field: field, message: text)])
            return try await ItemPages(services: services).show(call, failure: failure)
        }
        var text = call.field("quantity").replacing(",", with: ".")
        if text.hasPrefix("+") { text.removeFirst() }
        guard let quantity = Decimal(exactly: text) else { return try await refuse("quantity", t(.notANumber)) }
        do {
            let line = try await services.ledger.adjust(
                itemNo: no,
                variantCode: call.field("variant"),
                location: call.field("location"),
                call.field("how") == "by" ? .by(quantity) : .to(quantity)
            )
            let notice = t(.stockAdjusted, line.locationCode, t.decimal(line.quantity))
            return .redirect(ItemPages.path(no), Notice(notice, kind: "success"))
        } catch let error as BackOfficeError where error.code == .invalidValue || error.code == .notFound {
            guard let field = error.field, ["quantity", "location", "variant"].contains(field) else { throw error }
            return try await refuse(field, error.description)
        }
    }
}
