import Foundation
import ShopifyAdmin

/// The figures of an order by which somebody else's change is told from our own write. Update time, archiving and the state of the
/// shipment are not among them: they are what our own writes change.
protocol OrderFigures {
    var name: String { get }
    var cancelledAt: Date? { get }
    var edited: Bool { get }
    var displayFinancialStatus: Admin.OrderDisplayFinancialStatus? { get }
    var returnStatus: Admin.OrderReturnStatus { get }
    var email: String? { get }
    var phone: String? { get }
    var note: String? { get }
    var poNumber: String? { get }
    var tags: [String] { get }
    var currentSubtotalLineItemsQuantity: Int { get }
    var currentTotalPriceSet: Admin.MoneySet { get }
    var totalReceivedSet: Admin.MoneySet { get }
    var totalRefundedSet: Admin.MoneySet { get }
}

extension OrderFigures {
    /// All figures as one short text.
    var digest: String {
        let figures = [
            name, cancelledAt.map(Instants.text) ?? "", "\(edited)", displayFinancialStatus?.rawValue ?? "", returnStatus.rawValue,
            email ?? "",
            phone ?? "", note ?? "", poNumber ?? "", tags.sorted().joined(separator: ","), "\(currentSubtotalLineItemsQuantity)",
            "\(currentTotalPriceSet.shopMoney.amount)", "\(totalReceivedSet.shopMoney.amount)", "\(totalRefundedSet.shopMoney.amount)",
        ]
        return String(ContentHash.of(figures.joined(separator: "\u{1f}").utf8).prefix(24))
    }
}

extension Admin.OrderDigest: OrderFigures {}
extension Admin.OrderState: OrderFigures {}
extension Admin.Order: OrderFigures {}
