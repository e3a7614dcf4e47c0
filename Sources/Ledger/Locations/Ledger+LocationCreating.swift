public import BackOffice
import Storage

extension Ledger {
    /// Adds a location. A code that is taken fails with `alreadyExists`; CSV changes existing ones.
    public func createLocation(_ location: Location) async throws -> Location {
        try Self.check(code: location.code, of: "location \(location.code)", field: "code")
        return try await change { transaction in
            var location = location
            location.code = CodeKey.trimmed(location.code)
            guard try LocationCodes.all(in: transaction)[CodeKey.fold(location.code)] == nil else {
                throw BackOfficeError(
                    .alreadyExists,
                    record: "location \(location.code)",
                    field: "code",
                    sentence: "There is a location \(location.code) already.",
                    mend: "Choose another code."
                )
            }
            try transaction.insert(
                into: "ledger_location",
                columns: ["code", "code_key", "name", "address", "city", "post_code", "country"],
                rows: [
                    [
                        .text(location.code), .text(CodeKey.fold(location.code)), .text(location.name), .text(location.address),
                        .text(location.city), .text(location.postCode), .text(location.country),
                    ]
                ]
            )
            try transaction.recordChanges(.location, [ChangedRecord(no: location.code)])
            return location
        }
    }
}
