/// The tasks by the names and numbers that users know.
public enum TaskName: String, CaseIterable, Sendable {
    case syncOrders = "sync-orders"
    case processOrders = "process-orders"
    case syncShipments = "sync-shipments"
    case syncProducts = "sync-products"
    case syncInventory = "sync-inventory"
    case syncImages = "sync-images"
    case syncCustomers = "sync-customers"
    case syncPayouts = "sync-payouts"
    /// All of them that the shop card asks for, one after the other.
    case syncAll = "sync-all"

    public var number: Int {
        switch self {
        case .syncOrders: 30104
        case .processOrders: 30103
        case .syncShipments: 30109
        case .syncProducts: 30108
        case .syncInventory: 30102
        case .syncImages: 30107
        case .syncCustomers: 30100
        case .syncPayouts: 30105
        // Business Central has no number for it.
        case .syncAll: 30099
        }
    }

    /// By name or number; `all` is `sync-all`.
    public init?(_ text: String) {
        if text == "all" {
            self = .syncAll
            return
        }
        guard let task = Self.allCases.first(where: { $0.rawValue == text || String($0.number) == text }) else { return nil }
        self = task
    }
}
