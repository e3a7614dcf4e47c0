/// How a command ends. Scripts rely on these numbers.
enum ExitStatus: Int32, Sendable {
    case done = 0
    case failed = 1
    case wrongUse = 2
    case notFound = 3
    case conflict = 4
    /// The shop or the back office could not be reached.
    case unreachable = 5
}
