import Foundation
import Hummingbird
import JobQueue

/// Runs with what they logged, and categories.
struct LogEndpoints: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    var all: [Endpoint] { [list, show, categories, addCategory, removeCategory] }

    /// A run and its lines.
    struct RunWithLog: Encodable {
        let run: Run
        let lines: [LogLine]
    }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/log",
            access: .role(.viewer),
            name: "listRuns",
            tag: "Job queue",
            summary: "Runs, newest first.",
            query: ListRequest.parameters + [
                .init("entry", .identifier, "Only this entry's."),
                .init("status", .string(choices: RunStatus.allCases.map(\.rawValue)), "Only this status."),
                .init("shop", .text, "Only this shop's."), .init("task", .text, "Only this task's."),
            ],
            answers: [.init(.ok, "A page of runs.", Components.page("Run"))]
        ) { call in
            let page = try ListRequest(call)
            let filter = RunFilter(
                entry: call.query("entry"),
                statuses: call.query("status").flatMap(RunStatus.init).map { [$0] },
                shop: call.query("shop"),
                task: call.query("task"),
                limit: page.limit + 1,
                after: page.after
            )
            return try .json(page.page(try await queue.runs(filter)) { $0.id })
        }
    }

    private var show: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/log/{id}",
            access: .role(.viewer),
            name: "getRun",
            tag: "Job queue",
            summary: "One run with its log lines.",
            answers: [.init(.ok, "The run.", .reference("RunWithLog"))]
        ) { call in
            let run = try await queue.run(try call.path("id"))
            return try .json(RunWithLog(run: run, lines: try await queue.logLines(run: run.id)))
        }
    }

    private var categories: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/v1/job-queue/categories",
            access: .role(.viewer),
            name: "listCategories",
            tag: "Job queue",
            summary: "All categories.",
            answers: [.init(.ok, "The categories.", Components.page("Category"))]
        ) { _ in
            try .json(PageOf(items: try await queue.categories(), next: nil))
        }
    }

    private var addCategory: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/v1/job-queue/categories",
            access: .role(.operator),
            name: "addCategory",
            tag: "Job queue",
            summary: "Add a category, or change its description or width.",
            body: .reference("Category"),
            answers: [.init(.created, "The category.", .reference("Category"))]
        ) { call in
            struct Body: Decodable {
                let code: String
                let description: String?
                let width: Int?
            }
            let body = try call.decode(Body.self)
            let category = Category(code: body.code, description: body.description ?? "", width: body.width ?? 1)
            return try .json(try await queue.saveCategory(category), status: .created)
        }
    }

    private var removeCategory: Endpoint {
        Endpoint(
            method: .delete,
            path: "/api/v1/job-queue/categories/{code}",
            access: .role(.operator),
            name: "removeCategory",
            tag: "Job queue",
            summary: "Remove a category; its entries keep the code, one of them at a time.",
            answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await queue.removeCategory(try call.path("code"))
            return .empty
        }
    }
}
