import Foundation
import Testing

@testable import ShopifyAdmin

/// Every real answer that lies beside the project is read as the client reads it.
@Suite(.enabled(if: Recorded.isThere)) struct RecordedExchangeTests {
    @Test func everyAnswerIsReadWithItsCostAndItsErrors() throws {
        let exchanges = try Recorded.exchanges()
        #expect(exchanges.count > 1_000)
        var costs = 0
        for exchange in exchanges {
            guard let whole = try JSONSerialization.jsonObject(with: exchange.response) as? [String: Any],
                whole["data"] is [String: Any] || whole["errors"] != nil
            else { continue }
            let body = try GraphQLBody(exchange.response)
            let expected = (whole["extensions"] as? [String: Any])?["cost"] != nil
            #expect((body.cost != nil) == expected, "\(exchange.file) \(exchange.step)")
            costs += body.cost == nil ? 0 : 1
            #expect(body.errors.count == (whole["errors"] as? [Any])?.count ?? 0)
            if !body.errors.isEmpty {
                let error = AdminError.graphQL(body.errors, isMutation: false)
                #expect(!error.message.isEmpty)
                #expect(error.code != .throttled)
            }
        }
        #expect(costs > 1_000)
    }

    @Test func everyListOfUserErrorsDecodes() throws {
        var read = 0
        for exchange in try Recorded.exchanges() {
            let object = try JSONSerialization.jsonObject(with: exchange.response)
            try walk(object) { key, value in
                guard key.lowercased().hasSuffix("usererrors"), let list = value as? [[String: Any]],
                    list.allSatisfy({ $0["message"] != nil })
                else { return }
                let errors = try RawJSON(JSONSerialization.data(withJSONObject: list)).decode([AdminUserError].self)
                #expect(errors.map(\.message) == list.map { $0["message"] as? String ?? "" })
                read += errors.count
            }
        }
        #expect(read > 100)
    }

    @Test func everyAmountAndInstantDecodesExactly() throws {
        var amounts = 0
        var instants = 0
        for exchange in try Recorded.exchanges() {
            let object = try JSONSerialization.jsonObject(with: exchange.response)
            try walk(object) { key, value in
                if let money = value as? [String: Any], let amount = money["amount"] as? String, money["currencyCode"] is String {
                    let decoded = try RawJSON(JSONSerialization.data(withJSONObject: money)).decode(Admin.Money.self)
                    #expect(decoded.amount == Decimal(string: amount))
                    amounts += 1
                }
                if key.hasSuffix("At"), let text = value as? String, text.contains("T") {
                    #expect(AdminScalar.instant(text) == (try? Date(text, strategy: .iso8601)))
                    instants += 1
                }
            }
        }
        #expect(amounts > 500)
        #expect(instants > 500)
    }

    private func walk(_ value: Any, key: String = "", _ body: (String, Any) throws -> Void) rethrows {
        try body(key, value)
        if let object = value as? [String: Any] {
            for (key, value) in object { try walk(value, key: key, body) }
        } else if let list = value as? [Any] {
            for element in list { try walk(element, key: "", body) }
        }
    }
}
