import Testing

@testable import Connector

@Suite struct AccessScopesTests {
    @Test func whatIsAskedForIsEnough() {
        let asked = Set(AccessScopes.requested)
        // Shopify takes a right to write for the right to read as well.
        let granted = asked.union(asked.filter { $0.hasPrefix("write_") }.map { "read_" + $0.dropFirst("write_".count) })
        #expect(AccessScopes.check(granted).state == .ok)
        #expect(asked.contains("write_assigned_fulfillment_orders"))
        #expect(!asked.contains("read_orders"), "nothing is asked for twice")
    }

    @Test func aMissingOneIsNamedWithItsPurpose() {
        let check = AccessScopes.check(Set(AccessScopes.requested).subtracting(["write_assigned_fulfillment_orders"]))
        #expect(check.message.contains("write_assigned_fulfillment_orders (for accepting requests"))
        #expect(check.state != .ok)
    }
}
