/// Which side items come from.
public enum SyncDirection: String, CaseIterable, Sendable { case none, toShopify, fromShopify }

/// What a variant's SKU means in the back office.
public enum SKUMapping: String, CaseIterable, Sendable { case none, itemNo, variantCode, itemNoAndVariantCode, vendorItemNo, barcode }

/// Whether the shop sells what it has not got.
public enum InventoryPolicy: String, CaseIterable, Sendable { case deny, `continue` }

/// The status that a product gets when we create it.
public enum CreatedProductStatus: String, CaseIterable, Sendable { case active, draft, unlisted }

/// What happens to the product of an item that was removed or blocked.
public enum RemovedItemAction: String, CaseIterable, Sendable { case none, archive, draft }

/// Which of the shop's customers are imported.
public enum CustomerImport: String, CaseIterable, Sendable { case none, withOrders, all }

/// How a shop's customer finds ours.
public enum CustomerMapping: String, CaseIterable, Sendable { case emailPhone, billTo, alwaysDefault }

/// Which of an order's two currencies its document has, wholly.
public enum CurrencyHandling: String, CaseIterable, Sendable { case shop, presentment }

/// What returns and refunds become.
public enum ReturnHandling: String, CaseIterable, Sendable { case importOnly, creditMemo, returnOrder }

/// Which requests the activity log keeps.
public enum ActivityLogLevel: String, CaseIterable, Sendable { case disabled, errorOnly, all }

/// Where one of our customer's names comes from.
public enum NameSource: String, CaseIterable, Sendable { case companyName, firstAndLastName, lastAndFirstName, none }

/// What goes into a customer's county field.
public enum CountySource: String, CaseIterable, Sendable { case code, name }

/// Where returned goods are booked.
public enum ReturnLocationPriority: String, CaseIterable, Sendable { case defaultLocation, originalThenDefault }
