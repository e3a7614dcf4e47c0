/// What stands around every page.
struct FrameView {
    struct Place {
        let placeTitle: String
        let placeHref: String
        let isCurrent: Bool
    }

    /// Only what is live of the page, for one that is open.
    let isLive: Bool
    /// How far the news has come that the page knows of.
    let news: String
    let title: String
    let language: String
    let theme: String?
    let version: String
    let csrf: String
    let user: String
    let zone: String
    let places: [Place]
    let running: String
    let runningText: String
    let runningWord: String
    let notice: String?
    let noticeKind: String
    let noticeHref: String?
    let noticeLink: String
    let otherLanguage: String
    let otherLanguageName: String
    let otherTheme: String
    let themeIcon: String
    let themeText: String
    let back: String
    let skipText: String
    let placesText: String
    let tellMeText: String
    let tellMeLong: String
    let tellMeHint: String
    let signOutText: String
    let aboutText: String
    let closeText: String
    let settingsText: String
    let noticesText: String
    let usersText: String
    let userMenuText: String
    let copyText: String
    let isAdministrator: Bool
}
