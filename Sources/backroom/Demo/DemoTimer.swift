import ServiceLifecycle

/// Ends the demo after a while: its end takes the group with it.
struct DemoTimer: Service {
    let seconds: Int

    func run() async throws {
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
    }
}
