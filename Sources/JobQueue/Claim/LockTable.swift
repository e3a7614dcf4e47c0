import Storage

/// The locks of a batch of candidates while it is decided who gets them.
struct LockTable {
    /// Held slots of each lock, by slot.
    private var held: [String: [Int: String]] = [:]
    private var widths: [String: Int]
    /// What was given out and is to be inserted.
    private(set) var taken: [LockStore.Holder] = []

    /// Reads who holds what the candidates need. Nothing is read when they need nothing.
    init(for rows: [EntryRow], in tx: Transaction) throws {
        let names = Set(rows.flatMap(\.lockNames))
        try LockStore.serialize(names, in: tx)
        for holder in try LockStore.holders(of: names, in: tx) { held[holder.name, default: [:]][holder.slot] = holder.entry }
        widths = try CategoryStore.widths(of: names, in: tx)
    }

    /// The first lock that the entry needs and cannot have, and who has it.
    func blocker(of row: EntryRow) -> (lock: String, holder: String)? {
        for name in row.lockNames {
            if case .some(.none) = slot(of: name, for: row.id) {
                return (name, held[name]?.min { $0.key < $1.key }?.value ?? "")
            }
        }
        return nil
    }

    /// Gives the entry all its locks, or those before the one it has to wait for.
    mutating func take(_ row: EntryRow, before blocker: String? = nil) {
        for name in row.lockNames {
            if name == blocker { return }
            if case .some(.some(let slot)) = slot(of: name, for: row.id) {
                held[name, default: [:]][slot] = row.id
                taken.append(LockStore.Holder(name: name, slot: slot, entry: row.id))
            }
        }
    }

    /// Nil: the entry has the lock already. `.some(nil)`: no slot is free.
    private func slot(of name: String, for entry: String) -> Int?? {
        let slots = held[name] ?? [:]
        if slots.values.contains(entry) { return nil }
        return .some((0..<(widths[name] ?? 1)).first { slots[$0] == nil })
    }
}
