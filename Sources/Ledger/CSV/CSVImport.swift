import Storage

/// Leads the records of a file, in batches, to their target. Memory does not grow with the file.
struct CSVImport: Sendable {
    let source: CSVSource
    let target: any CSVTarget
    /// Rows whose existing records are fetched together.
    static let batchSize = 500

    func run(in transaction: Transaction, applies: Bool, log: inout CSVImportLog) throws {
        var reader = try CSVReader(source)
        guard let first = try reader.next() else {
            log.add(CSVProblem(line: 0, column: 0, field: "", sentence: "The file is empty; the first line names the columns."))
            return
        }
        let header = CSVHeader(first, columns: target.columns)
        guard header.problems.isEmpty else {
            header.problems.forEach { log.add($0) }
            return
        }
        let places = header.positions.map { ($0 ?? -1) + 1 }
        var batch: [CSVRow] = []
        while let record = try reader.next() {
            log.result.counts.read += 1
            guard let row = row(record, header, places, &log) else { continue }
            batch.append(row)
            if batch.count == Self.batchSize {
                try target.take(batch, in: transaction, applies: applies, log: &log)
                batch.removeAll(keepingCapacity: true)
            }
        }
        if !batch.isEmpty { try target.take(batch, in: transaction, applies: applies, log: &log) }
    }

    /// Nil when the record has problems, which are in the log then.
    private func row(_ record: CSVReader.Record, _ header: CSVHeader, _ places: [Int], _ log: inout CSVImportLog) -> CSVRow? {
        var problems = record.problems
        for index in problems.indices where (1...header.names.count).contains(problems[index].column) {
            problems[index].field = header.names[problems[index].column - 1]
        }
        if record.fields.count != header.names.count, problems.isEmpty {
            problems.append(
                CSVProblem(
                    line: record.line,
                    column: 0,
                    field: "",
                    sentence: "\(record.fields.count) fields, the header has \(header.names.count)."
                )
            )
        }
        guard problems.isEmpty else {
            problems.forEach { log.add($0) }
            return nil
        }
        var row = CSVRow(line: record.line, values: [], places: places)
        row.values.reserveCapacity(target.columns.count)
        for (column, position) in zip(target.columns, header.positions) {
            guard let position else {
                row.values.append(column.isKey ? column.blank : nil)
                continue
            }
            do throws(CSVType.Refusal) {
                row.values.append(try value(record.fields[position], column))
            } catch {
                problems.append(CSVProblem(line: record.line, column: position + 1, field: column.name, sentence: error.sentence))
            }
        }
        // In the order of the file, which need not be that of the table.
        for problem in problems.sorted(by: { $0.column < $1.column }) { log.add(problem) }
        return problems.isEmpty ? row : nil
    }

    private func value(_ cell: String, _ column: CSVColumn) throws(CSVType.Refusal) -> DatabaseValue {
        guard cell.allSatisfy(\.isWhitespace) else { return try column.type.value(cell) }
        if column.isRequired { throw CSVType.Refusal(sentence: "\(column.name) must not be blank.") }
        return column.blank
    }
}
