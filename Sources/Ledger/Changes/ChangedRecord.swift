import BackOffice
import Storage

/// A record that changed in a transaction.
struct ChangedRecord: Hashable {
    var no: String
    var variant: String = ""
    var location: String = ""
}

extension Transaction {
    /// Moves the records to the end of the change feed and wakes whoever listens.
    func recordChanges(_ kind: ChangeKind, _ records: some Sequence<ChangedRecord>) throws {
        try recordChanges([kind: Array(records)])
    }

    /// All changes of a transaction at once: it costs two statements, however many they are.
    func recordChanges(_ changes: [ChangeKind: [ChangedRecord]]) throws {
        // One statement must not touch a row twice.
        let distinct = changes.mapValues(Set.init).filter { !$0.value.isEmpty }
        guard !distinct.isEmpty else { return }
        var sequence = try Counter.change.take(distinct.reduce(0) { $0 + $1.value.count }, in: self)
        var rows: [[DatabaseValue]] = []
        for (kind, records) in distinct.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            for record in records.sorted(by: { ($0.no, $0.variant, $0.location) < ($1.no, $1.variant, $1.location) }) {
                rows.append([
                    .text(kind.rawValue), .text(record.no), .text(record.variant), .text(record.location), .integer(sequence),
                ])
                sequence += 1
            }
            notify(Ledger.changesChannel, kind.rawValue)
        }
        try insert(
            into: "ledger_change",
            columns: ["kind", "no", "variant_code", "location_code", "sequence"],
            rows: rows,
            onConflict: "ON CONFLICT (kind, no, variant_code, location_code) DO UPDATE SET sequence = excluded.sequence"
        )
    }
}
