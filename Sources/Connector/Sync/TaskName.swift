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
        }
    }

    /// By name or number.
    public init?(_ text: String) {
        guard let task = Self.allCases.first(where: { $0.rawValue == text || String($0.number) == text }) else { return nil }
        self = task
    }
}
