import ArgumentParser
import BackOffice
import Foundation
import Ledger
import WebClient

/// Lists and cards of sales documents; the three nouns differ only in their type.
enum LedgerDocuments {
    static func list(_ common: CommonOptions, _ type: SalesDocumentType, limit: Int?) async throws {
        try await Installation.use(common) { installation in
            let documents = try await LedgerCommand.collect(limit) {
                try await installation.ledger.salesDocuments(DocumentFilter(types: [type]), page: $0)
            }
            try common.output.list(documents) { documents in
                let rows = documents.map {
                    [
                        $0.no, $0.externalDocumentNo, $0.customerNo, $0.sellTo.name, $0.documentDate, "\($0.total)",
                        "\($0.currency)", $0.status.rawValue,
                    ]
                }
                let columns: [Table.Column] = [
                    .text("No."), .text("Shop order"), .text("Customer"), .text("Name"), .text("Date"), .figure("Total"), .text(""),
                    .text("Status"),
                ]
                return Table(columns, rows, empty: "There is no \(type.title) yet.")
            }
        }
    }

    static func show(_ common: CommonOptions, _ type: SalesDocumentType, no: String) async throws {
        try await Installation.use(common) { installation in
            guard let document = try await installation.ledger.salesDocument(type, no: no) else {
                throw Failure(.notFound, code: "not_found", "There is no \(type.title) \(no).")
            }
            try common.output.one(document, card)
        }
    }

    private static func card(_ document: SalesDocument) -> String {
        let head = Card([
            ("No.", document.no), ("Shop order", document.externalDocumentNo),
            ("Customer", "\(document.customerNo)  \(document.sellTo.name)"),
            ("Date", document.documentDate), ("Status", document.status.rawValue), ("Currency", "\(document.currency)"),
            ("Discount", "\(document.discount)"), ("Tax", "\(document.tax)"), ("Total", "\(document.total)"),
        ]).text
        let rows = document.lines.map {
            [
                $0.no.description, $0.type == .item ? $0.item : $0.account, $0.variant, $0.description, "\($0.quantity)",
                "\($0.unitPrice)", "\($0.discount)", "\($0.tax)", "\($0.total)",
            ]
        }
        let columns: [Table.Column] = [
            .figure("Line"), .text("No."), .text("Variant"), .text("Description"), .figure("Quantity"), .figure("Price"),
            .figure("Discount"), .figure("Tax"), .figure("Total"),
        ]
        return head + "\n\n" + Table(columns, rows, empty: "It has no lines.").text
    }
}

struct LedgerSalesOrders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sales-orders",
        abstract: "Sales orders.",
        subcommands: [List.self, Show.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show sales orders.",
            discussion: "Example:\n  backroom ledger sales-orders list --limit 20"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "At most this many.") var limit: Int?
        func run() async throws { try await LedgerDocuments.list(common, .order, limit: limit) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a sales order.",
            discussion: "Example:\n  backroom ledger sales-orders show SO-000001"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The order's number.") var no: String
        func run() async throws { try await LedgerDocuments.show(common, .order, no: no) }
    }
}

struct LedgerInvoices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoices",
        abstract: "Sales invoices.",
        subcommands: [List.self, Show.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show sales invoices.",
            discussion: "Example:\n  backroom ledger invoices list --limit 20"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "At most this many.") var limit: Int?
        func run() async throws { try await LedgerDocuments.list(common, .invoice, limit: limit) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a sales invoice.",
            discussion: "Example:\n  backroom ledger invoices show SI-000001"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The invoice's number.") var no: String
        func run() async throws { try await LedgerDocuments.show(common, .invoice, no: no) }
    }
}

struct LedgerCreditMemos: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credit-memos",
        abstract: "Credit memos.",
        subcommands: [List.self, Show.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show credit memos.",
            discussion: "Example:\n  backroom ledger credit-memos list"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "At most this many.") var limit: Int?
        func run() async throws { try await LedgerDocuments.list(common, .creditMemo, limit: limit) }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a credit memo.",
            discussion: "Example:\n  backroom ledger credit-memos show SCM-000001"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The credit memo's number.") var no: String
        func run() async throws { try await LedgerDocuments.show(common, .creditMemo, no: no) }
    }
}
