import BackOffice
import Connector
import Foundation
import JobQueue
import Testing

@testable import WebClient

/// Both languages say everything, and nothing is said that nobody asks for.
struct TextTests {
    @Test(arguments: [("en", English.texts), ("ru", Russian.texts)])
    func nothingIsMissing(_ language: String, _ texts: [Text: String]) {
        let missing = Text.allCases.filter { texts[$0]?.isEmpty ?? true }
        #expect(missing.isEmpty, "\(language): \(missing)")
    }

    @Test func placeholdersAgree() {
        for text in Text.allCases {
            for number in 1...3 {
                let mark = "%\(number)"
                #expect(English.texts[text]?.contains(mark) == Russian.texts[text]?.contains(mark), "\(text) \(mark)")
            }
        }
    }

    /// Where every text stands, used or not.
    private static let tables: Set = [
        "Text.swift", "English.swift", "English+Records.swift", "English+Messages.swift", "Russian.swift", "Russian+Records.swift",
        "Russian+Messages.swift", "Russian+Fields.swift",
    ]

    @Test func nothingIsUnused() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/WebClient")
            .standardizedFileURL
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.allObjects as? [URL])
        let code = try files.filter { $0.pathExtension == "swift" && !Self.tables.contains($0.lastPathComponent) }.map {
            try String(contentsOf: $0, encoding: .utf8)
        }.joined()
        let words = Set(code.matches(of: /\.([a-z][A-Za-z]*)/).map { String($0.output.1) })
        let unused = Text.allCases.filter { !words.contains($0.rawValue) }
        #expect(unused.isEmpty, "\(unused)")
    }

    /// The shop card and the request pages: their English stands where they are defined, their Russian in a table of its own.
    @Test func everyFieldAndEveryChoiceSpeaksRussianAndNoneBesides() async throws {
        try await Office.open { office in
            let parameters = office.services.tasks.filter(\.needsShop).flatMap(\.parameters)
            let keys = Set(SettingDefinition.all.map(\.key) + parameters.map(\.key))
            #expect(Set(Russian.fields.keys) == keys, "\(Set(Russian.fields.keys).symmetricDifference(keys))")
            for (key, text) in Russian.fields {
                #expect(text.label.contains(/[а-яё]|SKU/) && text.help.contains(/[а-яё]/), "\(key)")
            }
            var choices: [(key: String, value: String)] = []
            for setting in SettingDefinition.all {
                if case .choice(let values) = setting.kind { choices += values.map { (setting.key, $0) } }
            }
            for parameter in parameters where parameter.type == .choice { choices += parameter.choices.map { (parameter.key, $0) } }
            let russian = Speech(.russian, zone: .gmt)
            for (key, value) in choices { #expect(russian.choice(value, of: key).contains(/[а-яёА-ЯЁ]/), "\(key).\(value)") }
            let used = Set(choices.flatMap { ["\($0.key).\($0.value)", $0.value] })
            #expect(Set(Russian.choices.keys).isSubset(of: used), "\(Set(Russian.choices.keys).subtracting(used))")
            let english = Speech(.english, zone: .gmt)
            #expect(english.choice("itemNoAndVariantCode", of: "skuMapping") == "Item no and variant code")
            #expect(SettingDefinition.all.first.map { english.field($0).label } == "Allow background syncs")
        }
    }

    @Test func argumentsStandInTheirPlace() {
        let speech = Speech(.english, zone: .gmt)
        #expect(speech(.waitsForLong, "shop/DEMO/orders", "0198") == "It is due, but shop/DEMO/orders is held by the entry 0198.")
    }

    @Test func numbersAndTimesFollowTheLanguage() throws {
        let date = Date(timeIntervalSince1970: 1_787_558_400)
        let english = Speech(.english, zone: .gmt)
        let russian = Speech(.russian, zone: try #require(TimeZone(identifier: "Europe/Moscow")))
        #expect(english.number(12345) == "12,345")
        #expect(russian.number(12345) == "12 345" || russian.number(12345) == "12\u{A0}345")
        #expect(english.exact(date).contains("8:00:00"))
        #expect(russian.exact(date).contains("11:00:00"))
        #expect(english.relative(date, now: date.addingTimeInterval(192)) == "3 m 12 s ago")
        #expect(russian.relative(date, now: date.addingTimeInterval(-60)) == "через 1 мин 0 с")
    }

    @Test func moneyAndCodesFollowTheLanguage() throws {
        let english = Speech(.english, zone: .gmt)
        let russian = Speech(.russian, zone: .gmt)
        let euro = Money(try #require(Decimal(string: "1234.5")), try #require(CurrencyCode(rawValue: "EUR")))
        #expect(english.money(euro) == "1,234.50 EUR")
        #expect(russian.money(euro) == "1\u{A0}234,50 EUR")
        #expect(english.decimal(2) == "2")
        #expect(english.code("PARTIALLY_PAID") == "Partially paid")
        #expect(english.code("partlyShipped") == "Partly shipped")
        #expect(russian.code("PARTIALLY_PAID") == "Оплачен частично")
        #expect(russian.code(nil) == "–")
        #expect(english.calendarDay("2026-11-05") == "5 Nov 2026")
        #expect(english.calendarDay("someday") == "someday")
    }
}
