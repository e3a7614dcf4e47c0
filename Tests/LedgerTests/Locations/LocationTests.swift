import BackOffice
import Ledger
import StorageTesting
import Testing

@Suite struct LocationTests {
    @Test(arguments: TestDatabases.all)
    func createsEachCodeOnce(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let created = try await ledger.createLocation(Location(code: " NORTH ", name: "North store", city: "Kiel", country: "DE"))
            #expect(created.code == "NORTH")
            let all = try await ledger.locations()
            #expect(all.map(\.code) == ["EAST", "MAIN", "NORTH"])
            #expect(all[2] == created)
            try await expectRefusal(.alreadyExists, field: "code") { try await ledger.createLocation(Location(code: "north")) }
            try await expectRefusal(.invalidValue, field: "code") { try await ledger.createLocation(Location(code: "")) }
        }
    }
}
