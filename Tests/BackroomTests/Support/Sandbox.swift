import Foundation
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A shop of its own in the running sandbox, for a test of the program: `BACKROOM_TEST_SANDBOX` holds the sandbox's address.
struct Sandbox: Sendable {
    static let address = ProcessInfo.processInfo.environment["BACKROOM_TEST_SANDBOX"]

    let shop = "b" + UUID().uuidString.prefix(8).lowercased()

    var endpoint: String { "\(Self.address ?? "")/shops/\(shop)" }

    /// - Parameter seed: What the sandbox's `shops/add` takes: orders, mix, currency …
    static func add(_ seed: [String: Any] = [:]) async throws -> Sandbox {
        let sandbox = Sandbox()
        try await sandbox.control("shops/add", seed)
        return sandbox
    }

    /// One step of the sandbox's control address.
    @discardableResult
    func control(_ action: String, _ body: [String: Any] = [:]) async throws -> [String: Any] {
        let address = try #require(Self.address)
        let url = try #require(URL(string: "\(address)/control/\(action)"))
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = try JSONSerialization.data(withJSONObject: body.merging(["shop": shop]) { _, new in new })
        let (answer, response) = try await URLSession.shared.data(for: request)
        #expect((response as? HTTPURLResponse)?.statusCode == 200, "\(action): \(String(decoding: answer, as: UTF8.self))")
        return (try? JSONSerialization.jsonObject(with: answer)) as? [String: Any] ?? [:]
    }
}

extension Trait where Self == ConditionTrait {
    /// Left out, and said so, where no sandbox runs.
    static var needsSandbox: Self {
        .enabled(if: Sandbox.address != nil, "BACKROOM_TEST_SANDBOX is not set: start one with Scripts/sandbox")
    }
}
