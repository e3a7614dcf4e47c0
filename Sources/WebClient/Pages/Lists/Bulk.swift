/// An action on everything that was selected: each by itself, so that one that is refused does not hold up the others.
enum Bulk {
    /// More than a page cannot be selected by hand.
    private static let limit = 200

    static func apply(_ call: PageCall, back: String, _ body: (String) async throws -> Void) async throws -> PageAnswer {
        let t = call.speech
        let ids = Array((call.form["id"] ?? []).filter { !$0.isEmpty }.prefix(limit))
        let address = PageGate.back(call.request, or: back)
        guard !ids.isEmpty else { return .redirect(address, Notice(t(.nothingSelected), kind: "attention")) }
        var done = 0
        var refusals: [String] = []
        for id in ids {
            do {
                try await body(id)
                done += 1
            } catch {
                let failure = Failure(classifying: error)
                guard failure.kind != .failed else { throw error }
                refusals.append(failure.message)
            }
        }
        guard let first = refusals.first else { return .redirect(address, Notice(t(.bulkDone, t.number(done)), kind: "success")) }
        let text = t(.bulkPartly, t.number(done), t.number(refusals.count), first)
        return .redirect(address, Notice(text, kind: done > 0 ? "attention" : "failure"))
    }
}
