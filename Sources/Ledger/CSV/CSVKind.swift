/// What can be imported from and exported to CSV. The raw values are the names in commands and in the API.
public enum CSVKind: String, Sendable, Hashable, CaseIterable, Codable {
    case items
    case variants
    case units
    case references
    case prices
    case customers
    case locations
    case inventory
}
