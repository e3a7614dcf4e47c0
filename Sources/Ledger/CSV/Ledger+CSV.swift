import Storage

extension Ledger {
    /// Imports a file: records are created or changed by their key; a missing column leaves its field, a blank cell empties it, and of
    /// two lines with the same key the later one wins.
    ///
    /// The file is read twice: first to find everything that is wrong, without keeping anybody waiting, then to write, in one
    /// transaction. Any problem means that nothing is changed.
    ///
    /// - Throws: `CSVImportFailure` with all problems, at most `problemLimit` of them in words.
    public func importCSV(
        _ kind: CSVKind,
        from source: CSVSource,
        dryRun: Bool = false,
        problemLimit: Int = 100,
        changeLimit: Int = 100_000
    ) async throws -> CSVImportResult {
        let work = CSVImport(source: source, target: csvTarget(kind))
        let found = try await database.read { transaction in
            var log = CSVImportLog(problemLimit: problemLimit, changeLimit: dryRun ? changeLimit : nil)
            try work.run(in: transaction, applies: false, log: &log)
            return try log.finish()
        }
        if dryRun { return found }
        return try await change { transaction in
            var log = CSVImportLog(problemLimit: problemLimit, changeLimit: nil)
            try work.run(in: transaction, applies: true, log: &log)
            return try log.finish()
        }
    }

    /// Writes all records of a kind, by key, in pieces of about 64 KB. `write` is called on the database's thread, while a snapshot
    /// is held: it may write to a file, but must not wait for a slow reader.
    public func exportCSV(_ kind: CSVKind, write: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        let export = csvExport(kind)
        try await database.read { transaction in
            var writer = CSVWriter(write: write)
            try writer.append(export.columns.map(\.name))
            try transaction.forEach(export.query) { row in
                try writer.append(zip(export.columns, row.values).map { $0.type.cell($1) })
            }
            try writer.flush()
        }
    }

    private func csvTable(_ kind: CSVKind) -> CSVTable? {
        switch kind {
        case .items: .items(currency: currency)
        case .variants: .variants
        case .units: .units
        case .references: .references
        case .customers: .customers
        case .locations: .locations
        case .prices: .prices
        case .inventory: nil
        }
    }

    private func csvTarget(_ kind: CSVKind) -> any CSVTarget { csvTable(kind) ?? StockTarget() }

    private func csvExport(_ kind: CSVKind) -> (columns: [CSVColumn], query: Statement) {
        guard let table = csvTable(kind) else { return (StockTarget().columns, StockTarget.exportQuery) }
        let names = table.columns.map(\.column).joined(separator: ", ")
        return (table.columns, "SELECT \(raw: names) FROM \(raw: table.table) ORDER BY \(raw: table.conflict.joined(separator: ", "))")
    }
}
