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
    ///
    /// Call it last: it takes the counter's row, which everybody who writes needs.
    func recordChanges(_ kind: ChangeKind, _ records: some Sequence<ChangedRecord>) throws {
        // One statement must not touch a row twice.
        let distinct = Set(records)
        guard !distinct.isEmpty else { return }
        var sequence = try Counter.change.take(distinct.count, in: self)
        var rows: [[DatabaseValue]] = []
        rows.reserveCapacity(distinct.count)
        for record in distinct.sorted(by: { ($0.no, $0.variant, $0.location) < ($1.no, $1.variant, $1.location) }) {
            rows.append([.text(kind.rawValue), .text(record.no), .text(record.variant), .text(record.location), .integer(sequence)])
            sequence += 1
        }
        try insert(
            into: "ledger_change",
            columns: ["kind", "no", "variant_code", "location_code", "sequence"],
            rows: rows,
            onConflict: "ON CONFLICT (kind, no, variant_code, location_code) DO UPDATE SET sequence = excluded.sequence"
        )
        notify(Ledger.changesChannel, kind.rawValue)
    }
}
