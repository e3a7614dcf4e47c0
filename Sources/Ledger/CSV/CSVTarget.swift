import BackOffice
import Storage

/// What takes the rows of an import, some hundreds at a time.
protocol CSVTarget: Sendable {
    var columns: [CSVColumn] { get }

    /// Compares the rows with what is there, and changes it when `applies`. Problems go into the log; rows that have some are left out.
    func take(_ rows: [CSVRow], in transaction: Transaction, applies: Bool, log: inout CSVImportLog) throws
}

/// What an import finds on its way.
struct CSVImportLog {
    var result = CSVImportResult()
    var problems: [CSVProblem] = []
    var omittedProblems = 0
    let problemLimit: Int
    /// Nil: changes are not collected.
    let changeLimit: Int?

    init(problemLimit: Int, changeLimit: Int?) {
        self.problemLimit = problemLimit
        self.changeLimit = changeLimit
    }

    mutating func add(_ problem: CSVProblem) {
        if problems.count < problemLimit { problems.append(problem) } else { omittedProblems += 1 }
    }

    mutating func add(_ change: @autoclosure () -> RecordChange) {
        if let changeLimit { result.add(change(), limit: changeLimit) }
    }

    /// Throws when there was any problem.
    func finish() throws -> CSVImportResult {
        guard problems.isEmpty else { throw CSVImportFailure(problems: problems, omitted: omittedProblems) }
        return result
    }
}
