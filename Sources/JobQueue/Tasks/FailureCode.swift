/// An error with a stable code: the run keeps it beside the sentence, so that programs need not read the sentence.
public protocol FailureCode: Error {
    /// camelCase; never changes once it was given out.
    var failureCode: String { get }
}
