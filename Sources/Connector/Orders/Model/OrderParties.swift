public import Foundation

/// Who bought, as the shop knows the person.
public struct OrderCustomer: Sendable, Hashable, Codable {
    public var id: String
    public var firstName: String?
    public var lastName: String?
    public var displayName: String
    public var email: String?
    public var phone: String?
    public var locale: String?
    public var taxExempt: Bool

    public init(
        id: String,
        firstName: String? = nil,
        lastName: String? = nil,
        displayName: String,
        email: String? = nil,
        phone: String? = nil,
        locale: String? = nil,
        taxExempt: Bool = false
    ) {
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.displayName = displayName
        self.email = email
        self.phone = phone
        self.locale = locale
        self.taxExempt = taxExempt
    }
}

/// The company that a person bought for.
public struct OrderCompany: Sendable, Hashable, Codable {
    public var id: String
    public var name: String
    public var externalID: String?
    public var locationID: String
    public var locationName: String

    public init(id: String, name: String, externalID: String?, locationID: String, locationName: String) {
        self.id = id
        self.name = name
        self.externalID = externalID
        self.locationID = locationID
        self.locationName = locationName
    }
}

/// When the buyer has to pay.
public struct OrderPaymentTerms: Sendable, Hashable, Codable {
    public var name: String
    public var type: String
    public var dueInDays: Int?
    public var due: [Date]

    public init(name: String, type: String, dueInDays: Int?, due: [Date]) {
        self.name = name
        self.type = type
        self.dueInDays = dueInDays
        self.due = due
    }
}

/// A discount as the order names it; the lines say what it took off each.
public struct OrderDiscount: Sendable, Hashable, Codable {
    /// Its code, title or description.
    public var name: String
    /// `ACROSS`, `EACH` or `ONE`.
    public var allocation: String
    /// `ALL`, `ENTITLED` or `EXPLICIT`.
    public var selection: String
    /// `LINE_ITEM` or `SHIPPING_LINE`.
    public var target: String

    public init(name: String, allocation: String, selection: String, target: String) {
        self.name = name
        self.allocation = allocation
        self.selection = selection
        self.target = target
    }

    /// Whether it was given on the whole order rather than on some of its lines.
    public var isOnOrder: Bool { target == "LINE_ITEM" && allocation == "ACROSS" && selection == "ALL" }
}
