import Foundation

extension Entry {
    /// - Parameter parameters: those of the row, when they need not be read from their text.
    init(_ row: EntryRow, waitingFor: [WaitingFor] = [], parameters: [String: JSONValue]? = nil) throws {
        id = row.id
        task = row.task
        number = row.number
        description = row.description
        shop = row.shop
        category = row.category
        priority = row.priority
        status = row.status
        earliestStart = row.earliestStart.map(Instants.date)
        expiration = row.expiration.map(Instants.date)
        recurrence = try row.recurrence.map { try JSONText.decode(Recurrence.self, from: $0) }
        maximumAttempts = row.maximumAttempts
        attempts = row.attempts
        rerunDelay = row.rerunDelay
        timeout = row.timeout
        onFailure = row.onFailure
        inactivityTimeout = row.inactivityTimeout
        notify = try row.notify.map { try JSONText.decode(Notify.self, from: $0) }
        self.parameters = try parameters ?? (row.parameters == "{}" ? [:] : JSONText.decode([String: JSONValue].self, from: row.parameters))
        locks = row.lockNames
        self.waitingFor = waitingFor
        error = row.error
        owner = row.owner
        language = row.language
        isDryRun = row.isDryRun
        nextStart = [.ready, .waiting, .inProcess, .onHoldWithInactivityTimeout].contains(row.status) ? Instants.date(row.due) : nil
        scheduledFor = row.scheduledFor.map(Instants.date)
        created = Instants.date(row.created)
        finished = row.finished.map(Instants.date)
        run = row.lease.map { RunIdentity.id(entry: row.id, lease: $0) }
        node = row.node.map(NodeStore.name(ofNode:))
        isCancelling = row.cancelRequested != nil
        holdsAfterRun = row.holdsAfterRun
        restartsAfterRun = row.restartsAfterRun
    }
}
