import BackOffice
import Storage

extension CSVTable: CSVTarget {
    func take(_ rows: [CSVRow], in transaction: Transaction, applies: Bool, log: inout CSVImportLog) throws {
        let rows = try CSVRequirements(requirements, columns: columns).resolve(rows, in: transaction, log: &log)
        // A key that comes again in the same batch sees what the row before it made of the record.
        var current = try existing(rows, in: transaction, locked: applies)
        var written: [String: [DatabaseValue]] = [:]
        var changes: [ChangeKind: Set<ChangedRecord>] = [:]
        for row in rows {
            let filled = row.values.enumerated().map { $1 ?? columns[$0].blank }
            let key = key(filled)
            let before = current[key]
            guard let after = merged(row, over: before, filled: filled, log: &log) else { continue }
            let changed = changedColumns(before, after)
            guard before == nil || !changed.isEmpty else {
                log.result.counts.unchanged += 1
                continue
            }
            if before == nil { log.result.counts.created += 1 } else { log.result.counts.updated += 1 }
            report(before, after, changed, &log)
            current[key] = after
            written[key] = after
            for (kind, record) in self.changes(after, Set(changed.map { columns[$0].name })) { changes[kind, default: []].insert(record) }
        }
        guard applies, !written.isEmpty else { return }
        try write(written.sorted { $0.key < $1.key }.map(\.value), in: transaction)
        try transaction.recordChanges(changes.mapValues(Array.init))
    }

    private func existing(_ rows: [CSVRow], in transaction: Transaction, locked: Bool) throws -> [String: [DatabaseValue]] {
        let keys = Set(rows.compactMap { $0.values[lookup.from]?.plainText }.map { lookup.isFolded ? CodeKey.fold($0) : $0 })
        var found: [String: [DatabaseValue]] = [:]
        guard !keys.isEmpty else { return found }
        let names = columns.map(\.column).joined(separator: ", ")
        let query: Statement = "SELECT \(raw: names) FROM \(raw: table) WHERE \(raw: lookup.column) IN \(list: keys.sorted())"
        try transaction.forEach(locked ? query + "\(forUpdate: ())" : query) { row in
            let values = row.values
            found[key(values)] = values
        }
        return found
    }

    /// The row on top of the record that exists; nil, and a problem in the log, when that makes no good record.
    private func merged(
        _ row: CSVRow,
        over before: [DatabaseValue]?,
        filled: [DatabaseValue],
        log: inout CSVImportLog
    ) -> [DatabaseValue]? {
        var after = before ?? filled
        for (index, column) in columns.enumerated() {
            if let value = row.values[index] {
                if !(column.isKey && before != nil) { after[index] = value }
            } else if before == nil, column.isRequired {
                log.add(
                    CSVProblem(
                        line: row.line,
                        column: 0,
                        field: column.name,
                        sentence: "\(title(filled)) is new and needs the column \(column.name)."
                    )
                )
                return nil
            }
        }
        if let (column, sentence) = check(after) {
            log.add(CSVProblem(line: row.line, column: row.places[column], field: columns[column].name, sentence: sentence))
            return nil
        }
        return after
    }

    private func changedColumns(_ before: [DatabaseValue]?, _ after: [DatabaseValue]) -> [Int] {
        guard let before else { return columns.indices.filter { after[$0] != columns[$0].blank || columns[$0].isKey } }
        return columns.indices.filter { before[$0] != after[$0] }
    }

    private func report(_ before: [DatabaseValue]?, _ after: [DatabaseValue], _ changed: [Int], _ log: inout CSVImportLog) {
        guard log.changeLimit != nil else { return }
        let record = title(after)
        for index in changed {
            let type = columns[index].type
            log.add(
                RecordChange(
                    record: record,
                    field: columns[index].name,
                    from: before.map { type.cell($0[index]) } ?? "",
                    to: type.cell(after[index])
                )
            )
        }
    }

    private func write(_ rows: [[DatabaseValue]], in transaction: Transaction) throws {
        let names = columns.map(\.column) + derivedColumns
        let assignments = names.filter { !conflict.contains($0) }.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        try transaction.insert(
            into: table,
            columns: names,
            rows: rows.map { $0 + derived($0) },
            onConflict: "ON CONFLICT (\(conflict.joined(separator: ", "))) DO UPDATE SET \(assignments)"
        )
    }
}
