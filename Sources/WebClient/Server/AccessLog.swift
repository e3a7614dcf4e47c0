import Hummingbird
import Logging
import Metrics

/// One line and one measurement a request. The query is left out: it can carry what people search for.
struct AccessLog: RouterMiddleware {
    typealias Context = WebContext

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = start.duration(to: .now)
        let route = context.endpointPath ?? "unknown"
        Metrics.Timer(
            label: "http_request_duration_seconds",
            dimensions: [("method", request.method.rawValue), ("route", route), ("status", String(response.status.code))]
        ).recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
        // Probes and scrapes come every few seconds; they would drown what people do.
        let level: Logger.Level = request.uri.path.hasPrefix("/api") ? .info : .debug
        context.logger.log(
            level: level,
            "request",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(request.uri.path)",
                "status": "\(response.status.code)",
                "ms": "\(Int(elapsed / .milliseconds(1)))",
                "client": "\(context.remoteAddress ?? "-")",
            ]
        )
        return response
    }
}
