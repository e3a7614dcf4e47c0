import BackOffice
import Foundation
import Storage

/// Turns a draft into the document it becomes: customer and items are looked up, amounts computed and compared. Writes nothing.
struct DocumentBuilder {
    let transaction: Transaction
    let draft: SalesDocumentDraft
    let key: String

    /// What messages call the document: its number is not known yet.
    private var record: String {
        let name = draft.externalDocumentNo.isEmpty ? draft.no ?? "without number" : draft.externalDocumentNo
        return "\(draft.type.title) \(name)"
    }

    /// The document, its number empty unless the draft names one.
    func build() throws -> SalesDocument {
        try DraftCheck.check(draft, record: record)
        let arithmetic = DocumentArithmetic(draft)
        try arithmetic.check(against: draft, record: record)
        let customerNo = try customer(draft.customerNo, field: "customerNo")
        let billTo = try draft.billToCustomerNo.map { try customer($0, field: "billToCustomerNo") } ?? customerNo
        let currency = draft.currency
        return SalesDocument(
            type: draft.type,
            no: CodeKey.trimmed(draft.no ?? ""),
            externalDocumentNo: draft.externalDocumentNo,
            externalID: draft.externalID,
            key: key,
            customerNo: customerNo,
            billToCustomerNo: billTo,
            sellTo: draft.sellTo,
            billTo: draft.billTo,
            shipTo: draft.shipTo,
            currency: currency,
            pricesIncludeTax: draft.pricesIncludeTax,
            documentDate: draft.documentDate,
            lines: try lines(arithmetic),
            discount: Money(draft.discount, currency),
            tax: Money(arithmetic.tax, currency),
            total: Money(arithmetic.total, currency),
            paymentMethod: draft.paymentMethod,
            shipmentMethod: draft.shipmentMethod,
            shippingAgent: draft.shippingAgent,
            appliesToNo: draft.appliesToNo,
            note: draft.note,
            status: .open,
            createdAt: try transaction.now()
        )
    }

    private func customer(_ no: String, field: String) throws -> String {
        let row = try transaction.first("SELECT no, blocked FROM ledger_customer WHERE no_key = \(CodeKey.fold(no))")
        guard let row else {
            throw BackOfficeError(
                .notFound,
                record: record,
                field: field,
                sentence: "\(record): there is no customer \(no).",
                mend: "Create or import the customer, or map the shop's customer to another one."
            )
        }
        guard try !row.get("blocked", as: Bool.self) else {
            throw BackOfficeError(
                .blocked,
                record: record,
                field: field,
                sentence: "\(record): customer \(no) is blocked.",
                mend: "Take the block off the customer, or map the shop's customer to another one."
            )
        }
        return try row.get("no")
    }

    private func lines(_ arithmetic: DocumentArithmetic) throws -> [SalesLine] {
        let items = try itemMatches()
        let locations = try LocationCodes.all(in: transaction)
        let units = try ItemUnits(of: items.values.compactMap { $0.first?.itemNo }, in: transaction)
        let currency = draft.currency
        return try draft.lines.enumerated().map { index, line in
            let result = arithmetic.lines[index]
            var sales = SalesLine(
                no: (index + 1) * 10_000,
                type: .account,
                item: "",
                variant: "",
                unit: "",
                account: "",
                accountKind: nil,
                description: line.description,
                quantity: line.quantity,
                unitPrice: Money(line.unitPrice, currency),
                discount: Money(line.discount, currency),
                amount: Money(result.amount, currency),
                tax: Money(result.tax, currency),
                total: Money(result.total, currency),
                taxes: line.taxes,
                location: "",
                externalID: line.externalID
            )
            switch line.subject {
            case .item(let no, let variant, let unit):
                let match = try match(no, variant, items, line: index + 1)
                sales.type = .item
                sales.item = match.itemNo
                sales.variant = match.variantCode
                sales.unit = unit.isEmpty ? match.unit : CodeKey.trimmed(unit)
                guard let quantityPerUnit = units.quantity(of: sales.unit, item: match.itemNo) else {
                    throw BackOfficeError(
                        .notFound,
                        record: "\(record), line \(index + 1)",
                        field: "lines.unit",
                        sentence: "\(record), line \(index + 1): item \(match.itemNo) has no unit \(sales.unit).",
                        mend: "Import the item's units of measure, or change the unit of the product's option."
                    )
                }
                sales.quantityPerUnit = quantityPerUnit
                if sales.description.isEmpty { sales.description = match.description }
            case .account(let no, let kind):
                sales.account = CodeKey.trimmed(no)
                sales.accountKind = kind
            }
            if !line.location.isEmpty {
                guard let code = locations[CodeKey.fold(line.location)] else {
                    throw BackOfficeError(
                        .notFound,
                        record: "\(record), line \(index + 1)",
                        field: "lines.location",
                        sentence: "\(record), line \(index + 1): there is no location \(line.location).",
                        mend: "Create or import the location, or change the location mapping of the shop."
                    )
                }
                sales.location = code
            } else if sales.type == .item, locations.count == 1 {
                sales.location = locations.values.first ?? ""
            }
            return sales
        }
    }

    private func itemMatches() throws -> [ItemKey: [ItemMatch]] {
        var keys: Set<ItemKey> = []
        for line in draft.lines {
            guard case .item(let no, let variant, _) = line.subject else { continue }
            keys.insert(variant.isEmpty ? .no(no) : .noAndVariantCode(no: no, code: variant))
        }
        return try ItemLookup.matches(keys, in: transaction)
    }

    private func match(_ no: String, _ variant: String, _ items: [ItemKey: [ItemMatch]], line: Int) throws -> ItemMatch {
        let name = variant.isEmpty ? "item \(no)" : "variant \(variant) of item \(no)"
        let key: ItemKey = variant.isEmpty ? .no(no) : .noAndVariantCode(no: no, code: variant)
        guard let match = items[key]?.first else {
            throw BackOfficeError(
                .notFound,
                record: "\(record), line \(line)",
                field: variant.isEmpty ? "lines.item" : "lines.variant",
                sentence: "\(record), line \(line): there is no \(name).",
                mend: "Create or import it, or map the product anew."
            )
        }
        guard !match.blocked else {
            throw BackOfficeError(
                .blocked,
                record: "\(record), line \(line)",
                field: "lines.item",
                sentence: "\(record), line \(line): \(name) is blocked.",
                mend: "Take the block off, or map the product to another item."
            )
        }
        return match
    }
}
