import Foundation
import Hummingbird
import JobQueue

/// *Job queue categories*: what they are for, and how many of their entries run at the same time.
struct CategoryPages: Sendable {
    let services: WebServices
    private var queue: JobQueue { services.queue }

    func show(_ call: PageCall, failure: Failure? = nil) async throws -> PageAnswer {
        let t = call.speech
        func error(_ name: String) -> String? { failure?.fields.first { $0.field == name }?.message }
        let mayAct = call.may(.operator)
        let rows = try await queue.categories().map { category -> [CellView] in
            let code = PageQuery.escape(category.code)
            return [
                .text(category.code, href: "/job-queue?category=\(code)"),
                .wide(category.description.isEmpty ? "–" : category.description), .number(t.number(category.width)),
            ] + (mayAct ? [.button(t(.remove), posts: "/job-queue/categories/\(code)/remove")] : [])
        }
        let columns: [TableView.Column] = [.text(t(.code)), .text(t(.description)), .number(t(.width))] + (mayAct ? [.text("")] : [])
        var card = CardView(
            head: HeadView(title: t(.categories), sub: t(.categoriesSub), tabs: .queue("/job-queue/categories", t)),
            layout: "stack"
        )
        card.sections = [
            SectionView(
                sectionTitle: t(.categories),
                sectionId: "categories",
                sectionTable: TableView(
                    t(.categories),
                    columns,
                    rows,
                    empty: .init(icon: "list", title: t(.noCategories), text: t(.noCategoriesText))
                )
            )
        ]
        if mayAct {
            card.sections.append(
                SectionView(
                    sectionTitle: t(.addCategory),
                    sectionId: "add",
                    isOpen: failure != nil || rows.isEmpty,
                    sectionForm: .init(
                        formAction: "/job-queue/categories",
                        formButton: t(.save),
                        fields: [
                            .text("code", t(.code), call.field("code"), help: t(.categoryCodeHelp), error: error("code"), isRequired: true),
                            .text(
                                "description",
                                t(.description),
                                call.field("description"),
                                help: t(.categoryDescriptionHelp),
                                error: error("description")
                            ),
                            .text(
                                "width",
                                t(.width),
                                call.form["width"] == nil ? "1" : call.field("width"),
                                help: t(.widthHelp),
                                error: error("width")
                            ),
                        ]
                    )
                )
            )
        }
        return .page(
            template: "card",
            title: t(.categories),
            place: .jobQueue,
            status: failure == nil ? .ok : .unprocessableContent,
            view: card
        )
    }

    func save(_ call: PageCall) async throws -> PageAnswer {
        guard let width = Int(call.field("width")) else {
            return try await show(call, failure: EntryFormValues.wrong("width", call.speech(.wholeNumber)))
        }
        do {
            _ = try await queue.saveCategory(Category(code: call.field("code"), description: call.field("description"), width: width))
        } catch let error as JobQueueError where error.code == .invalid {
            return try await show(call, failure: Failure(classifying: error))
        }
        return .redirect("/job-queue/categories", Notice(call.speech(.saved), kind: "success"))
    }

    func remove(_ call: PageCall) async throws -> PageAnswer {
        try await queue.removeCategory(try call.path("code"))
        return .redirect("/job-queue/categories", Notice(call.speech(.categoryRemoved), kind: "success"))
    }
}
