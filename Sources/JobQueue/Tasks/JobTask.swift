/// Something the queue can run: a small struct that knows its parameters, what it writes, and how to do it.
///
/// **Limits.** A task may be started more than once for the same entry (its worker may die after the work and before the
/// result is saved), but never has two *current* attempts: what an attempt writes through ``JobContext/write(_:)`` is kept only
/// while it holds its lease. Effects outside the database must be safe to repeat; use ``JobContext/entry`` as their key.
public protocol JobTask: Sendable {
    /// The request page. ``NoParameters`` when there is none.
    associatedtype Parameters: Codable & Sendable

    /// Name, number, title and request page.
    var description: TaskDescription { get }

    /// The resources this run will write, e.g. `shop/DEMO/orders`. Entries whose footprints meet never run at the same time.
    ///
    /// Called when the entry is saved and once more when it starts (settings may have changed in between): answer quickly.
    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String]

    /// Whether ``footprint(_:shop:)`` may name anything; true by default. A task that says no spares the queue from reading its parameters
    /// when entries are saved.
    static var hasFootprint: Bool { get }

    /// Does the work. Throw ``RetryLater`` to name the delay before the next attempt, ``PermanentFailure`` when another attempt is pointless.
    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult
}

extension JobTask {
    public func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] { [] }
    public static var hasFootprint: Bool { true }
}

/// The request page of a task that asks for nothing.
public struct NoParameters: Codable, Sendable, Hashable {
    public init() {}
}
