import Foundation
import Logging

// What a run's log says of its work. One line a page or bulk operation, never one a record: a large run must not bury its own log.
extension RunSink {
    /// How a task begins to read: what, since when, and with which search.
    func reading(_ records: String, since: Date?, search: String? = nil) {
        var metadata: Logger.Metadata = [
            "records": "\(records)", "since": "\(since.map { Instants.text($0.wholeSecond) } ?? "the beginning")",
        ]
        if let search, !search.isEmpty { metadata["search"] = "\(search)" }
        logger.info("Reading what changed", metadata: metadata)
    }

    /// How a task begins to follow the back office's changes.
    func following(_ records: String, from mark: String?) {
        logger.info(
            "Reading our changes",
            metadata: ["records": "\(records)", "since": "\(mark == nil ? "the beginning" : "the last run")"]
        )
    }

    /// A page of records was dealt with.
    func page(of records: String, _ count: Int, _ more: [String: Int] = [:]) {
        guard count > 0 else { return }
        logger.info("Page", metadata: Self.metadata(records, count, more))
    }

    /// Records leave for the shop.
    func sending(_ records: String, _ count: Int, inBulk: Bool) {
        guard count > 0 else { return }
        var metadata = Self.metadata(records, count, [:])
        metadata["by"] = inBulk ? "bulk operation" : "requests"
        logger.info("Sending", metadata: metadata)
    }

    private static func metadata(_ records: String, _ count: Int, _ more: [String: Int]) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["records": "\(records)", "count": "\(count)"]
        for (key, value) in more { metadata[key] = "\(value)" }
        return metadata
    }
}
