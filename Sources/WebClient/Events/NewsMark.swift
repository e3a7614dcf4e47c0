/// How far the news of this process has come. What was read from the database after a mark was taken is not older than the news until then.
struct NewsMark: Sendable, Equatable {
    /// Another process counts for itself.
    let process: String
    let number: Int

    var text: String { "\(process)-\(number)" }

    init(process: String, number: Int) {
        self.process = process
        self.number = number
    }

    /// Reads what `text` wrote; nil when it is nothing of the kind.
    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let number = Int(parts[1]) else { return nil }
        self.init(process: String(parts[0]), number: number)
    }
}
