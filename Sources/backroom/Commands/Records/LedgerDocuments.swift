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

/// What the nouns of sales documents differ in.
protocol LedgerDocumentNoun {
    static var type: SalesDocumentType { get }
    /// As it is typed: `sales-orders`.
    static var command: String { get }
    /// `Sales orders`, for help.
    static var plural: String { get }
    /// A number as an example.
    static var example: String { get }
}

enum SalesOrderNoun: LedgerDocumentNoun {
    static let type = SalesDocumentType.order
    static let command = "sales-orders"
    static let plural = "sales orders"
    static let example = "SO-000001"
}

enum SalesInvoiceNoun: LedgerDocumentNoun {
    static let type = SalesDocumentType.invoice
    static let command = "invoices"
    static let plural = "sales invoices"
    static let example = "SI-000001"
}

enum CreditMemoNoun: LedgerDocumentNoun {
    static let type = SalesDocumentType.creditMemo
    static let command = "credit-memos"
    static let plural = "credit memos"
    static let example = "SCM-000001"
}

typealias LedgerSalesOrders = LedgerDocumentCommand<SalesOrderNoun>
typealias LedgerInvoices = LedgerDocumentCommand<SalesInvoiceNoun>
typealias LedgerCreditMemos = LedgerDocumentCommand<CreditMemoNoun>

/// `backroom ledger sales-orders`, and its sisters.
struct LedgerDocumentCommand<Noun: LedgerDocumentNoun>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Noun.command,
            abstract: "\(Noun.plural.prefix(1).uppercased())\(Noun.plural.dropFirst()).",
            subcommands: [List.self, Show.self]
        )
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list",
                abstract: "Show \(Noun.plural).",
                discussion: "Example:\n  backroom ledger \(Noun.command) list --limit 20"
            )
        }

        @OptionGroup var common: CommonOptions
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws { try await LedgerDocuments.list(common, Noun.type, limit: limit) }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "show",
                abstract: "Show one of the \(Noun.plural).",
                discussion: "Example:\n  backroom ledger \(Noun.command) show \(Noun.example)"
            )
        }

        @OptionGroup var common: CommonOptions
        @Argument(help: "Its number.") var no: String

        func run() async throws { try await LedgerDocuments.show(common, Noun.type, no: no) }
    }
}
