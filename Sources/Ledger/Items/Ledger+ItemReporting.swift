public import BackOffice

extension Ledger: ItemReporting, CustomerReporting {
    public func items(after no: String?, limit: Int) async throws -> [Item] {
        try await items(page: PageRequest(limit: limit, after: no)).records
    }

    public func customers(after no: String?, limit: Int) async throws -> [Customer] {
        try await customers(page: PageRequest(limit: limit, after: no)).records
    }
}
