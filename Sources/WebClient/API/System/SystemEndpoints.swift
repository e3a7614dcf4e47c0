import Hummingbird
import JobQueue

/// Health, metrics, events and the API's own description.
struct SystemEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] { [alive, ready, metrics, events, tasks] }

    private var alive: Endpoint {
        Endpoint(
            method: .get,
            path: "/healthz",
            access: .open,
            name: "isAlive",
            tag: "System",
            summary: "Whether the process answers.",
            answers: [.init(.ok, "It does.", .object([.required("status", .text)]))]
        ) { _ in
            try .json(["status": "ok"])
        }
    }

    private var ready: Endpoint {
        Endpoint(
            method: .get,
            path: "/readyz",
            access: .open,
            name: "isReady",
            tag: "System",
            summary: "Whether the database is reachable and migrated and workers run.",
            answers: [
                .init(.ok, "Everything needed is there.", HealthReport.schema),
                .init(.serviceUnavailable, "Something is missing.", HealthReport.schema),
            ]
        ) { _ in
            let report = await services.health.report()
            return try .json(report, status: report.isReady ? .ok : .serviceUnavailable)
        }
    }

    private var metrics: Endpoint {
        Endpoint(
            method: .get,
            path: "/metrics",
            access: .open,
            name: "metrics",
            tag: "System",
            summary: "Measurements in Prometheus' text format.",
            answers: [.init(.ok, "The exposition.", .text, mediaType: "text/plain")]
        ) { _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(string: services.metrics.text()))
            )
        }
    }

    private var events: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/events",
            access: .role(.viewer),
            name: "events",
            tag: "System",
            summary: "What happens, as server-sent events: entry, run, progress, cue; first of all now, with the id of the last one.",
            answers: [.init(.ok, "A stream that stays open.", .text, mediaType: "text/event-stream")]
        ) { _ in
            EventStream.response(services.events)
        }
    }

    private var tasks: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/tasks",
            access: .role(.viewer),
            name: "listTasks",
            tag: "Job queue",
            summary: "The tasks with their request pages.",
            answers: [.init(.ok, "All tasks.", Components.page("Task"))]
        ) { _ in
            try .json(PageOf(items: services.tasks, next: nil))
        }
    }
}
