/// A customer's name fields, out of what the shop knows, as the shop card says.
struct CustomerNames: Equatable {
    var name: String
    var name2: String
    var contact: String

    init(address: OrderAddress, settings: ShopSettings) {
        self.init(first: address.firstName, last: address.lastName, full: address.name, company: address.company, settings: settings)
    }

    init(first: String?, last: String?, full: String?, company: String?, settings: ShopSettings) {
        let text = { (source: NameSource) -> String in
            let parts: [String?] =
                switch source {
                case .companyName: [company]
                case .firstAndLastName: [first, last]
                case .lastAndFirstName: [last, first]
                case .none: []
                }
            let joined = parts.compactMap { $0?.trimmed }.filter { !$0.isEmpty }.joined(separator: " ")
            return joined.isEmpty && source != .companyName && source != .none ? full?.trimmed ?? "" : joined
        }
        name = text(settings.nameSource)
        name2 = text(settings.name2Source)
        contact = text(settings.contactSource)
        // A person without a company is still somebody.
        if name.isEmpty {
            name = name2
            name2 = ""
        }
        if name.isEmpty { name = full?.trimmed ?? contact }
        if name2 == name { name2 = "" }
    }
}

extension String {
    /// Without blanks around it.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
