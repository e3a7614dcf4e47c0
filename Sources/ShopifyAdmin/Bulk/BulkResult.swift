/// A bulk operation that has ended, and where its result lies.
public struct BulkResult: Sendable {
    public let operation: Admin.BulkOperation
    /// The address of the result, for seven days; `nil` when nothing was found.
    public let url: String?
    /// Why only a part of the result is there; `nil` when all of it is.
    public let failure: AdminError?

    /// Whether `url` leads to a part only.
    public var isPartial: Bool { failure != nil }
}
