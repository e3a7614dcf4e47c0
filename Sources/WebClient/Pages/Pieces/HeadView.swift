/// A page's title with its chips and the actions of the bar.
struct HeadView: Sendable {
    let title: String
    var sub: String?
    var crumb: String?
    var crumbHref: String?
    var chips: [ChipView] = []
    var actions: [ActionView] = []
    /// The pages of the same place.
    var tabs: TabRow?
}

/// One action of the bar: a link, or a button that posts.
struct ActionView: Sendable {
    let actionTitle: String
    var actionHref: String?
    var actionPost: String?
    var isPrimary = false
    var isDanger = false
    /// Why it cannot be done now; nil when it can.
    var refusal: String?
    /// What is asked before.
    var confirm: String?
    var accessKey: String?

    static func link(_ title: String, _ href: String, isPrimary: Bool = false) -> ActionView {
        ActionView(actionTitle: title, actionHref: href, isPrimary: isPrimary)
    }

    static func post(_ title: String, _ path: String, isPrimary: Bool = false, refusal: String? = nil, key: String? = nil) -> ActionView {
        ActionView(actionTitle: title, actionPost: path, isPrimary: isPrimary, refusal: refusal, accessKey: key)
    }

    static func danger(_ title: String, _ path: String, confirm: String, refusal: String? = nil) -> ActionView {
        ActionView(actionTitle: title, actionPost: path, isDanger: true, refusal: refusal, confirm: confirm)
    }
}
