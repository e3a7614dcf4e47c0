/// The languages that the pages speak.
public enum PageLanguage: String, Codable, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"
}
