import BackOffice
import Foundation
import Storage

/// How sales documents and their lines stand in their tables.
enum DocumentRows {
    static func document(_ row: Row) throws -> SalesDocument {
        let currency = try CurrencyCode(row.get("currency", as: String.self))
        let type = try SalesDocumentType(rawValue: row.get("type")) ?? .order
        return SalesDocument(
            type: type,
            no: try row.get("no"),
            externalDocumentNo: try row.get("external_document_no"),
            externalID: try row.get("external_id"),
            key: try row.get("creation_key", as: String?.self) ?? "",
            customerNo: try row.get("customer_no"),
            billToCustomerNo: try row.get("bill_to_customer_no"),
            sellTo: try address(row, "sell_to"),
            billTo: try address(row, "bill_to"),
            shipTo: try address(row, "ship_to"),
            currency: currency,
            pricesIncludeTax: try row.get("prices_include_tax"),
            documentDate: try row.get("document_date"),
            lines: [],
            discount: Money(try ItemRows.decimal(row, "discount"), currency),
            tax: Money(try ItemRows.decimal(row, "tax"), currency),
            total: Money(try ItemRows.decimal(row, "total"), currency),
            paymentMethod: try row.get("payment_method"),
            shipmentMethod: try row.get("shipment_method"),
            shippingAgent: try row.get("shipping_agent"),
            appliesToNo: try row.get("applies_to_no"),
            note: try row.get("note"),
            status: SalesDocumentStatus(rawValue: try row.get("status")) ?? .open,
            createdAt: try row.get("created_at"),
            orderNo: try row.get("order_no"),
            postedAt: try row.get("posted_at")
        )
    }

    static func line(_ row: Row, currency: CurrencyCode) throws -> SalesLine {
        func money(_ column: String) throws -> Money { Money(try ItemRows.decimal(row, column), currency) }
        func quantity(_ column: String) throws -> Decimal { ScaledQuantity(scaled: try row.get(column)).decimal }
        return SalesLine(
            no: try row.get("line_no"),
            type: SalesLine.Kind(rawValue: try row.get("kind")) ?? .item,
            item: try row.get("item_no"),
            variant: try row.get("variant_code"),
            unit: try row.get("unit"),
            account: try row.get("account_no"),
            accountKind: AccountLineKind(rawValue: try row.get("account_kind")),
            description: try row.get("description"),
            quantity: try quantity("quantity"),
            unitPrice: try money("unit_price"),
            discount: try money("discount"),
            amount: try money("amount"),
            tax: try money("tax"),
            total: try money("total"),
            taxes: try taxes(row.get("taxes")),
            location: try row.get("location_code"),
            externalID: try row.get("external_id"),
            shipped: try quantity("shipped"),
            invoiced: try quantity("invoiced"),
            reserved: try quantity("reserved"),
            quantityPerUnit: try quantity("quantity_per_unit")
        )
    }

    static let columns = [
        "type", "no", "external_document_no", "external_id", "creation_key", "creation_hash", "customer_no", "bill_to_customer_no",
        "sell_to", "bill_to", "ship_to", "currency", "prices_include_tax", "document_date", "discount", "tax", "total",
        "payment_method", "shipment_method", "shipping_agent", "applies_to_no", "note", "status", "created_at", "order_no", "posted_at",
    ]

    static func values(_ document: SalesDocument, hash: String?) throws -> [DatabaseValue] {
        [
            .text(document.type.rawValue), .text(document.no), .text(document.externalDocumentNo), .text(document.externalID),
            document.key.isEmpty ? .null : .text(document.key), hash.databaseValue, .text(document.customerNo),
            .text(document.billToCustomerNo), .text(try text(document.sellTo)), .text(try text(document.billTo)),
            .text(try text(document.shipTo)), .text(document.currency.rawValue), document.pricesIncludeTax.databaseValue,
            .text(document.documentDate), document.discount.amount.databaseValue, document.tax.amount.databaseValue,
            document.total.amount.databaseValue, .text(document.paymentMethod), .text(document.shipmentMethod),
            .text(document.shippingAgent), .text(document.appliesToNo), .text(document.note), .text(document.status.rawValue),
            document.createdAt.databaseValue, .text(document.orderNo), document.postedAt.databaseValue,
        ]
    }

    static let lineColumns = [
        "document_type", "document_no", "line_no", "kind", "item_no", "variant_code", "unit", "account_no", "account_kind", "description",
        "quantity", "unit_price", "discount", "amount", "tax", "total", "taxes", "location_code", "external_id", "shipped", "invoiced",
        "quantity_per_unit",
        "outstanding", "reserved",
    ]

    static func values(_ line: SalesLine, of document: SalesDocument, outstanding: ScaledQuantity) throws -> [DatabaseValue] {
        func scaled(_ quantity: Decimal) -> DatabaseValue { .integer(ScaledQuantity(quantity)?.scaled ?? 0) }
        return [
            .text(document.type.rawValue), .text(document.no), .integer(Int64(line.no)), .text(line.type.rawValue), .text(line.item),
            .text(line.variant), .text(line.unit), .text(line.account), .text(line.accountKind?.rawValue ?? ""), .text(line.description),
            scaled(line.quantity), line.unitPrice.amount.databaseValue, line.discount.amount.databaseValue,
            line.amount.amount.databaseValue, line.tax.amount.databaseValue, line.total.amount.databaseValue,
            .text(line.taxes.isEmpty ? "" : try JSONText.encode(line.taxes)), .text(line.location), .text(line.externalID),
            scaled(line.shipped), scaled(line.invoiced), scaled(line.quantityPerUnit), .integer(outstanding.scaled),
            outstanding == .zero ? .integer(0) : scaled(line.reserved),
        ]
    }

    private static func taxes(_ text: String) throws -> [TaxLine] { text.isEmpty ? [] : try JSONText.decode([TaxLine].self, text) }

    private static func address(_ row: Row, _ column: String) throws -> Address {
        let text: String = try row.get(column)
        return text.isEmpty ? Address() : try JSONText.decode(Address.self, text)
    }

    private static func text(_ address: Address) throws -> String { address.isEmpty ? "" : try JSONText.encode(address) }
}
