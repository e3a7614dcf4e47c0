import BackOffice
import Storage

/// Looks up what the rows of a batch name, and writes it as the records themselves do.
struct CSVRequirements {
    private let requirements: [CSVTable.Requirement]
    private let columns: [CSVColumn]

    init(_ requirements: [CSVTable.Requirement], columns: [CSVColumn]) {
        self.requirements = requirements
        self.columns = columns
    }

    /// The rows that name only what exists; the others are in the log.
    func resolve(_ rows: [CSVRow], in transaction: Transaction, log: inout CSVImportLog) throws -> [CSVRow] {
        var rows = rows
        for requirement in requirements {
            switch requirement {
            case .item(let column):
                let known = try ItemStore(transaction: transaction).canonicalNumbers(texts(rows, column))
                rows = replace(column, in: rows, with: known, "there is no item", &log)
            case .location(let column):
                let known = try LocationCodes.all(in: transaction)
                rows = replace(column, in: rows, with: known, "there is no location", &log)
            case .unit(let item, let code): rows = try checkUnits(rows, item: item, code: code, in: transaction, log: &log)
            case .variant(let item, let code):
                rows = try resolveVariants(rows, item: item, code: code, in: transaction, log: &log)
            }
        }
        return rows
    }

    private func texts(_ rows: [CSVRow], _ column: Int) -> [String] { rows.compactMap { $0.values[column]?.plainText } }

    private func replace(
        _ column: Int,
        in rows: [CSVRow],
        with known: [String: String],
        _ missing: String,
        _ log: inout CSVImportLog
    ) -> [CSVRow] {
        rows.compactMap { row in
            let text = row.values[column]?.plainText ?? ""
            guard let canonical = known[CodeKey.fold(text)] else {
                log.add(problem(row, column, "\(missing) \(text)."))
                return nil
            }
            var row = row
            row.values[column] = .text(canonical)
            return row
        }
    }

    private func resolveVariants(
        _ rows: [CSVRow],
        item: Int,
        code: Int,
        in transaction: Transaction,
        log: inout CSVImportLog
    ) throws -> [CSVRow] {
        let withVariant = rows.filter { $0.values[code]?.plainText.isEmpty == false }
        guard !withVariant.isEmpty else { return rows }
        var known: [[String]: String] = [:]
        try transaction.forEach(
            "SELECT item_no, code, code_key FROM ledger_variant WHERE item_no IN \(list: Set(texts(withVariant, item)).sorted())"
        ) { row in
            known[[try row.get("item_no"), try row.get("code_key")]] = try row.get("code")
        }
        return rows.compactMap { row in
            let itemNo = row.values[item]?.plainText ?? ""
            guard let text = row.values[code]?.plainText, !text.isEmpty else { return row }
            guard let canonical = known[[itemNo, CodeKey.fold(text)]] else {
                log.add(problem(row, code, "item \(itemNo) has no variant \(text)."))
                return nil
            }
            var row = row
            row.values[code] = .text(canonical)
            return row
        }
    }

    private func checkUnits(
        _ rows: [CSVRow],
        item: Int,
        code: Int,
        in transaction: Transaction,
        log: inout CSVImportLog
    ) throws -> [CSVRow] {
        let withUnit = rows.filter { $0.values[code]?.plainText.isEmpty == false }
        guard !withUnit.isEmpty else { return rows }
        let units = try ItemUnits(of: texts(withUnit, item), in: transaction)
        return rows.filter { row in
            let itemNo = row.values[item]?.plainText ?? ""
            let unit = row.values[code]?.plainText ?? ""
            guard units.quantity(of: unit, item: itemNo) == nil else { return true }
            log.add(problem(row, code, "item \(itemNo) has no unit \(unit)."))
            return false
        }
    }

    private func problem(_ row: CSVRow, _ column: Int, _ sentence: String) -> CSVProblem {
        CSVProblem(line: row.line, column: row.places[column], field: columns[column].name, sentence: sentence)
    }
}
