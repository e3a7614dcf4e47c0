import JobQueue
import Logging
import Storage

/// Writes the invoice of an order and notes that it was sent.
struct SendInvoice: JobTask {
    struct Parameters: Codable, Sendable {
        var order: String
    }

    var description: TaskDescription {
        TaskDescription(
            name: "send-invoice",
            number: 50_001,
            title: "Send invoice",
            parameters: [ParameterDescription("order", .text, isRequired: true, help: "The number of the order.")]
        )
    }

    func footprint(_ parameters: Parameters, shop: String?) async throws -> [String] {
        ["order/\(parameters.order)"]
    }

    func run(_ parameters: Parameters, _ context: JobContext) async throws -> JobResult {
        let customer = try await context.write { tx in
            let customer = try tx.value(String.self, "SELECT customer FROM shop_order WHERE number = \(parameters.order)")
            guard let customer else { throw PermanentFailure(UnknownOrder(number: parameters.order)) }
            try tx.execute(
                """
                INSERT INTO shop_invoice (order_number, customer) VALUES (\(parameters.order), \(customer))
                ON CONFLICT (order_number) DO NOTHING
                """
            )
            return customer
        }
        context.logger.info("The invoice is sent", metadata: ["order": "\(parameters.order)"])
        context.count(.created)
        return .done("Invoice of order \(parameters.order) sent to \(customer).")
    }
}

struct UnknownOrder: Error, CustomStringConvertible {
    let number: String
    var description: String { "There is no order \(number)." }
}
