import BackOffice
import Foundation
import Storage

/// How items and variants stand in their tables.
enum ItemRows {
    static func item(_ row: Row) throws -> Item {
        let currency = try CurrencyCode(row.get("currency", as: String.self))
        return Item(
            no: try row.get("no"),
            description: try row.get("description"),
            type: ItemType(rawValue: try row.get("type")) ?? .inventory,
            baseUnit: try row.get("base_unit"),
            unitPrice: Money(try decimal(row, "unit_price"), currency),
            unitCost: Money(try decimal(row, "unit_cost"), currency),
            vendor: try row.get("vendor"),
            category: try row.get("category"),
            gtin: try row.get("gtin"),
            tariffNo: try row.get("tariff_no"),
            countryOfOrigin: try row.get("country_of_origin"),
            weight: try optionalDecimal(row, "weight"),
            blocked: try row.get("blocked"),
            salesBlocked: try row.get("sales_blocked"),
            marketingText: try row.get("marketing_text")
        )
    }

    static func variant(_ row: Row, currency: CurrencyCode) throws -> ItemVariant {
        ItemVariant(
            itemNo: try row.get("item_no"),
            code: try row.get("code"),
            description: try row.get("description"),
            gtin: try row.get("gtin"),
            option1: try row.get("option1"),
            option2: try row.get("option2"),
            option3: try row.get("option3"),
            unitPrice: try optionalDecimal(row, "unit_price").map { Money($0, currency) },
            weight: try optionalDecimal(row, "weight"),
            blocked: try row.get("blocked")
        )
    }

    static func decimal(_ row: Row, _ column: String) throws -> Decimal {
        let text: String = try row.get(column)
        guard let value = Decimal(exactly: text) else {
            throw BackOfficeError(
                .invalidValue,
                record: "ledger table",
                field: column,
                sentence: "The database holds \"\(text)\" in column \(column), which is no decimal.",
                mend: "Restore a backup, or correct the row by hand."
            )
        }
        return value
    }

    static func optionalDecimal(_ row: Row, _ column: String) throws -> Decimal? {
        row[column] == .null ? nil : try decimal(row, column)
    }
}
