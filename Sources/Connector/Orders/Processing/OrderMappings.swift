import BackOffice

/// What an order's parts are in the back office, as far as they were found.
struct OrderMappings: Sendable {
    var customer: Customer?
    var billToNo: String?
    /// By the order line's id.
    var items: [String: ItemMatch] = [:]
    /// Location codes by the shop location's id.
    var locations: [String: String] = [:]
    var paymentMethod = ""
    var shipmentMethod = ""
    var shippingAgent = ""
    /// What could not be found.
    var problems: [MappingProblem] = []
}
