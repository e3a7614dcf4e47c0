import BackOffice
import Storage

/// Where goods lie of which no line says it.
struct DefaultLocation {
    private let locations: [String: String]

    init(in transaction: Transaction) throws { locations = try LocationCodes.all(in: transaction) }

    /// The location that was asked for, otherwise the line's, otherwise the only one there is; with several and none named: nowhere in
    /// particular.
    func location(of line: SalesLine, asked: String, record: String) throws -> String {
        if !asked.isEmpty {
            guard let code = locations[CodeKey.fold(asked)] else {
                throw BackOfficeError(
                    .notFound,
                    record: record,
                    field: "location",
                    sentence: "There is no location \(asked).",
                    mend: "Known are \(locations.values.sorted().joined(separator: ", "))."
                )
            }
            return code
        }
        if !line.location.isEmpty { return line.location }
        return locations.count == 1 ? locations.values.first ?? "" : ""
    }
}
