/// A file that was not imported. Nothing was changed.
public struct CSVImportFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Everything that is wrong, in the order of the file, up to a bound.
    public var problems: [CSVProblem]
    /// How many further problems were found and left out.
    public var omitted: Int

    public init(problems: [CSVProblem], omitted: Int) {
        self.problems = problems
        self.omitted = omitted
    }

    public var description: String {
        var lines = problems.map(\.description)
        if omitted > 0 { lines.append("… and \(omitted) more.") }
        return lines.joined(separator: "\n")
    }
}
