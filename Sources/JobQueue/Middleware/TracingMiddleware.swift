import Instrumentation
import Tracing

/// Traces runs with swift-distributed-tracing: the context of who enqueued an entry is kept with it, and each attempt is a span of the
/// consumer kind under it, so that a click and the run that it brought about are seen together.
public struct TracingMiddleware: JobMiddleware {
    public init() {}

    public func traceContext() -> String? {
        guard let context = InstrumentationContext.current else { return nil }
        var carrier: [String: String] = [:]
        InstrumentationSystem.instrument.inject(context, into: &carrier, using: DictionaryInjector())
        return carrier.isEmpty ? nil : try? JSONText.of(carrier)
    }

    public func run(_ attempt: AttemptDescription, next: () async throws -> JobResult) async throws -> JobResult {
        var context = InstrumentationContext.topLevel
        if let trace = attempt.trace, let carrier = try? JSONText.decode([String: String].self, from: trace) {
            InstrumentationSystem.instrument.extract(carrier, into: &context, using: DictionaryExtractor())
        }
        return try await withSpan("job \(attempt.task)", context: context, ofKind: .consumer) { span in
            span.attributes["job.task"] = attempt.task
            span.attributes["job.entry"] = attempt.entry
            span.attributes["job.run"] = attempt.run
            span.attributes["job.attempt"] = attempt.attempt
            if let shop = attempt.shop { span.attributes["job.shop"] = shop }
            return try await next()
        }
    }

    private struct DictionaryInjector: Injector {
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    private struct DictionaryExtractor: Extractor {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
    }
}
