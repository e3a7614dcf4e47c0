import BackOffice
import Foundation

/// How far an order or return order has come, by its lines.
enum DocumentProgress {
    static func status(of document: SalesDocument) -> SalesDocumentStatus {
        let items = document.lines.filter { $0.type == .item }
        let isShipped = items.allSatisfy { $0.shipped >= $0.quantity }
        if isShipped, document.lines.allSatisfy({ $0.invoiced >= $0.quantity }) { return .posted }
        if isShipped, !items.isEmpty { return .shipped }
        return items.contains { $0.shipped > 0 } ? .partlyShipped : .open
    }
}
