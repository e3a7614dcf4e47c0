import BackOffice
import Ledger
import StorageTesting
import Testing

@Suite struct CustomerTests {
    @Test(arguments: TestDatabases.all)
    func findsByEveryKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let keys: [CustomerKey] = [
                .no("c1"), .email(" ADA@example.com"), .phone("+49 30 123456", country: ""), .phone("030-123456", country: "DE"),
                .address(Address(name: "ada  LOVELACE", address: "main st 1", city: "Berlin", postCode: "10115", country: "de")),
            ]
            let found = try await ledger.customers(matching: Set(keys))
            for key in keys { #expect(found[key]?.map(\.no) == ["C1"], "\(key)") }
        }
    }

    @Test(arguments: TestDatabases.all)
    func findsNobodyByHalves(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let keys: Set<CustomerKey> = [
                .no(""), .email("a@example.com"), .email("ada"), .phone("123456", country: "DE"), .address(Address(name: "Ada Lovelace")),
                .address(Address(name: "Ada Lovelace", address: "Main St 1", city: "Bonn", postCode: "10115", country: "DE")),
            ]
            let found = try await ledger.customers(matching: keys)
            #expect(found.isEmpty)
            #expect(try await ledger.customers(matching: []).isEmpty)
        }
    }

    @Test(arguments: TestDatabases.all)
    func prefersCustomersThatAreNotBlocked(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(
                .customers,
                from: Fixture.csv("no,name,email,blocked", "A0,Old Ada,ada@example.com,true", "C3,New Ada,ada@example.com,")
            )
            let found = try await ledger.customers(matching: [.email("ada@example.com")])
            #expect(found.values.first?.map(\.no) == ["C1", "C3", "A0"])
        }
    }

    @Test(arguments: TestDatabases.all)
    func createsOncePerKey(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let draft = CustomerDraft(name: "Alan Turing", email: "alan@example.com", address: Address(city: "London", country: "GB"))
            let first = try await ledger.createCustomer(draft, key: "shop/1")
            #expect(try await ledger.createCustomer(draft, key: "shop/1") == first)
            #expect(first.no == "C000001")
            #expect(first.city == "London")
            #expect(try await ledger.customer(no: first.no) == first)
            var other = draft
            other.name = "Somebody else"
            let error = try await refusal { try await ledger.createCustomer(other, key: "shop/1") }
            #expect(error?.code == .keyConflict)
            #expect(try await ledger.createCustomer(other, key: "shop/2").no == "C000002")
        }
    }

    @Test(arguments: TestDatabases.all)
    func refusesDoubledNumbersAndNamelessCustomers(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let taken = try await refusal { try await ledger.createCustomer(CustomerDraft(no: "c1", name: "X"), key: "k") }
            #expect(taken?.code == .alreadyExists)
            #expect(taken?.field == "no")
            let nameless = try await refusal { try await ledger.createCustomer(CustomerDraft(), key: "k") }
            #expect(nameless?.code == .missingValue)
            let keyless = try await refusal { try await ledger.createCustomer(CustomerDraft(name: "X"), key: "") }
            #expect(keyless?.code == .invalidValue)
        }
    }

    @Test(arguments: TestDatabases.all)
    func skipsNumbersTakenByHand(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            _ = try await ledger.importCSV(.customers, from: Fixture.csv("no,name", "c000001,Early bird"))
            #expect(try await ledger.createCustomer(CustomerDraft(name: "X"), key: "k").no == "C000002")
        }
    }

    @Test(arguments: TestDatabases.all)
    func updatesWhatIsGivenAndNothingElse(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let before = try #require(try await ledger.customer(no: "C2"))
            let draft = CustomerDraft(
                phone: "+1 212 555 0199",
                address: Address(address: "Broadway 3", city: "New York", country: "US")
            )
            let after = try await ledger.updateCustomer(no: "c2", with: draft)
            #expect(after.name == before.name)
            #expect(after.email == before.email)
            #expect(after.priceGroup == "VIP")
            #expect(after.address == "Broadway 3")
            // An address is replaced as a whole.
            #expect(after.postCode == "")
            #expect(try await ledger.customers(matching: [.phone("2125550199", country: "US")]).count == 1)
            #expect(try await ledger.customers(matching: [.phone("2125550100", country: "US")]).isEmpty)
            let unknown = try await refusal { try await ledger.updateCustomer(no: "C9", with: draft) }
            #expect(unknown?.code == .notFound)
        }
    }
}
