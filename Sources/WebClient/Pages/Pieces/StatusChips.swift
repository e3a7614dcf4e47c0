import BackOffice
import Connector
import JobQueue

/// The chips of entries, runs and orders.
extension Speech {
    func chip(_ entry: Entry) -> ChipView {
        if entry.status == .inProcess, entry.isCancelling { return ChipView(kind: "attention", icon: "running", word: self(.cancelling)) }
        if entry.status == .inProcess, entry.holdsAfterRun {
            return ChipView(kind: "running", icon: "running", word: self(.inProcessThenHold))
        }
        return chip(entry.status)
    }

    func chip(_ status: EntryStatus) -> ChipView {
        switch status {
        case .ready: ChipView(kind: "", icon: "ready", word: self(.statusReady))
        case .waiting: ChipView(kind: "attention", icon: "waiting", word: self(.statusWaiting))
        case .inProcess: ChipView(kind: "running", icon: "running", word: self(.statusInProcess))
        case .error: ChipView(kind: "failure", icon: "failure", word: self(.statusError))
        case .finished: ChipView(kind: "success", icon: "success", word: self(.statusFinished))
        case .onHold: ChipView(kind: "", icon: "hold", word: self(.statusOnHold))
        case .onHoldWithInactivityTimeout: ChipView(kind: "", icon: "hold", word: self(.statusSleeping))
        }
    }

    func chip(_ status: RunStatus) -> ChipView {
        switch status {
        case .inProcess: ChipView(kind: "running", icon: "running", word: self(.statusInProcess))
        case .success: ChipView(kind: "success", icon: "success", word: self(.statusSuccess))
        case .error: ChipView(kind: "failure", icon: "failure", word: self(.statusError))
        case .cancelled: ChipView(kind: "attention", icon: "hold", word: self(.statusCancelled))
        case .expired: ChipView(kind: "attention", icon: "waiting", word: self(.statusExpired))
        case .skipped: ChipView(kind: "", icon: "waiting", word: self(.statusSkipped))
        }
    }

    func chip(_ order: OrderSummary) -> ChipView {
        if order.error != nil { return ChipView(kind: "failure", icon: "failure", word: self(.problem)) }
        if order.needsAttention { return ChipView(kind: "attention", icon: "attention", word: self(.orderUpdate)) }
        return order.processed
            ? ChipView(kind: "success", icon: "success", word: self(.processed))
            : ChipView(kind: "", icon: "ready", word: self(.unprocessed))
    }

    func chip(_ status: SalesDocumentStatus) -> ChipView {
        let word = code(status.rawValue)
        return switch status {
        case .open: ChipView(kind: "", icon: "ready", word: word)
        case .partlyShipped, .shipped: ChipView(kind: "running", icon: "running", word: word)
        case .posted: ChipView(kind: "success", icon: "success", word: word)
        case .cancelled: ChipView(kind: "", icon: "hold", word: word)
        }
    }

    func mapped(_ isMapped: Bool) -> ChipView {
        isMapped
            ? ChipView(kind: "success", icon: "success", word: self(.mapped))
            : ChipView(kind: "attention", icon: "attention", word: self(.notMapped))
    }

    func plain(_ word: String) -> ChipView { ChipView(kind: "plain", icon: nil, word: word) }

    /// A task's title in this language; a task that the texts do not know keeps its own.
    func task(_ name: String, title: String? = nil) -> String {
        let texts: [String: Text] = [
            "sync-orders": .taskSyncOrders, "process-orders": .taskProcessOrders, "sync-shipments": .taskSyncShipments,
            "sync-products": .taskSyncProducts,
            "sync-inventory": .taskSyncInventory, "sync-images": .taskSyncImages, "sync-customers": .taskSyncCustomers,
            "sync-payouts": .taskSyncPayouts, "sync-all": .taskSyncAll, "maintain-shop": .taskMaintainShop,
            "privacy-requests": .taskPrivacyRequests,
        ]
        return texts[name].map { self($0) } ?? title ?? name
    }

    /// `every 5 minutes, …` in short.
    func rhythm(_ entry: Entry) -> String {
        guard let recurrence = entry.recurrence else { return self(.once) }
        return language == .english ? "\(recurrence)" : recurrenceInRussian(recurrence)
    }

    private func recurrenceInRussian(_ recurrence: Recurrence) -> String {
        var parts: [String] = []
        if let formula = recurrence.formula {
            parts.append("по формуле \(formula)")
        } else if let every = recurrence.every {
            parts.append(recurrence.spacing == .fixedRate ? "каждые \(every) мин" : "через \(every) мин после завершения")
        }
        let hours = [recurrence.start.map { "с \($0)" }, recurrence.end.map { "до \($0)" }].compactMap(\.self).joined(separator: " ")
        if !hours.isEmpty { parts.append(hours) }
        parts.append(recurrence.zone)
        return parts.joined(separator: ", ")
    }
}
