import ArgumentParser
import BackOffice
import Connector
import WebClient

/// Payouts of Shopify Payments: what was transferred, what it is made of, and the receipts that follow from it.
struct PayoutsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payouts",
        abstract: "Payouts of Shopify Payments.",
        subcommands: [List.self, Show.self, Suggest.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show payouts, newest first.",
            discussion: "Example:\n  backroom payouts list --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "Only this shop's.") var shop: String?
        @Option(help: "At most this many.") var limit: Int?

        func run() async throws {
            try await Installation.use(common) { installation in
                try common.output.list(try await installation.connector.payouts.list(shop: shop, limit: limit)) { payouts in
                    let rows = payouts.map {
                        [
                            $0.id, $0.shop, Words.instant($0.issuedAt), $0.status, "\($0.gross)", "\($0.fees)", "\($0.net)",
                            "\($0.difference)",
                        ]
                    }
                    let columns: [Table.Column] = [
                        .text("Id"), .text("Shop"), .text("Issued"), .text("Status"), .figure("Gross"), .figure("Fees"), .figure("Net"),
                        .figure("Difference"),
                    ]
                    return Table(columns, rows, empty: "No payout was imported yet. Import them: backroom sync sync-payouts --shop CODE")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a payout with its transactions.",
            discussion: "Example:\n  backroom payouts show gid://shopify/ShopifyPaymentsPayout/1"
        )
        @OptionGroup var common: CommonOptions
        @Argument(help: "The payout's id.") var id: String

        /// The payout and what it is made of.
        private struct Document: Encodable {
            var payout: PayoutSummary
            var transactions: [BalanceEntry]
        }

        func run() async throws {
            try await Installation.use(common) { installation in
                let (payout, entries) = try await installation.connector.payouts.show(id)
                try common.output.one(Document(payout: payout, transactions: entries)) { document in
                    let rows = document.transactions.map {
                        [Words.instant($0.at), $0.type, $0.orderName ?? "", "\($0.amount)", "\($0.fee)", "\($0.net)"]
                    }
                    let columns: [Table.Column] = [
                        .text("At"), .text("Type"), .text("Order"), .figure("Amount"), .figure("Fee"), .figure("Net"),
                    ]
                    let head = Card([
                        ("Id", payout.id), ("Shop", payout.shop), ("Issued", Words.instant(payout.issuedAt)), ("Status", payout.status),
                        ("Gross", "\(payout.gross)"), ("Fees", "\(payout.fees)"), ("Net", "\(payout.net)"),
                        ("Difference", "\(payout.difference)"),
                    ]).text
                    return head + "\n\n" + Table(columns, rows, empty: "It has no transactions.").text
                }
            }
        }
    }

    struct Suggest: ChangingCommand {
        static let configuration = CommandConfiguration(
            abstract: "Suggest receipts for the open invoices of a shop's orders.",
            discussion: "Nothing is posted without --post.\n\nExample:\n  backroom payouts suggest --shop DEMO"
        )
        @OptionGroup var common: CommonOptions
        @Option(help: "The shop's code.") var shop: String
        @Flag(help: "Post what is suggested.") var post = false

        /// A suggestion as scripts read it.
        private struct Suggestion: Encodable {
            var order: String
            var documentType: String
            var documentNo: String
            var amount: Money
            var paymentMethod: String
            var date: String
            /// The receipt's number, once it is posted.
            var receipt: String?
        }

        var target: String { shop }
        var isChange: Bool { post }

        func change(_ installation: Installation) async throws {
            var suggestions: [Suggestion] = []
            for payment in try await installation.connector.payouts.suggestPayments(shop: shop) {
                let receipt = post ? try await installation.connector.payouts.post(payment).no : nil
                let draft = payment.draft
                suggestions.append(
                    Suggestion(
                        order: payment.orderName,
                        documentType: draft.documentType.rawValue,
                        documentNo: draft.documentNo,
                        amount: draft.amount,
                        paymentMethod: draft.paymentMethod,
                        date: draft.date,
                        receipt: receipt
                    )
                )
            }
            try common.output.list(suggestions) { suggestions in
                let rows = suggestions.map { [$0.order, $0.documentNo, "\($0.amount)", $0.paymentMethod, $0.date, $0.receipt ?? ""] }
                let columns: [Table.Column] = [
                    .text("Order"), .text("Document"), .figure("Amount"), .text("Payment"), .text("Date"), .text("Receipt"),
                ]
                return Table(columns, rows, empty: "No open invoice has a payment.")
            }
        }
    }
}
