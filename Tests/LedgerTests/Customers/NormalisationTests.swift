import BackOffice
import Testing

@Suite struct NormalisationTests {
    @Test(arguments: [
        ("Ada@Example.COM", "ada@example.com"), ("  ada@example.com \n", "ada@example.com"), ("a.d.a+x@example.com", "a.d.a+x@example.com"),
        ("ÄDA@example.com", "äda@example.com"),
    ])
    func normalisesEmail(_ text: String, _ expected: String) {
        #expect(EmailAddress.normalized(text) == expected)
    }

    @Test(arguments: ["", " ", "ada", "@example.com", "ada@", "a@b@c", "ada lovelace@example.com", "a@b;c@d"])
    func refusesWhatIsNoEmail(_ text: String) {
        #expect(EmailAddress.normalized(text) == nil)
    }

    @Test(arguments: [
        ("+49 30 123456", "", "+4930123456"), ("0049 30 123456", "", "+4930123456"), ("+49 (0)30 123456", "", "+4930123456"),
        ("030/123456", "DE", "+4930123456"), ("(030) 12-34-56", "de", "+4930123456"), ("(212) 555-0100", "US", "+12125550100"),
        ("1 (212) 555-0100", "US", "+12125550100"), ("+1 212 555 0100 x12", "", "+12125550100"),
        ("212.555.0100 ext. 3", "CA", "+12125550100"),
        ("8 (495) 123-45-67", "RU", "+74951234567"), ("020 7946 0958", "GB", "+442079460958"), ("06 1 234 5678", "HU", "+3612345678"),
        ("612 345 678", "ES", "+34612345678"), ("06 12345678", "IT", "+390612345678"), ("03-1234-5678", "JP", "+81312345678"),
    ])
    func normalisesPhone(_ text: String, _ country: String, _ expected: String) {
        #expect(PhoneNumber.normalized(text, country: country) == expected)
    }

    @Test(arguments: [("", "DE"), ("call me", "DE"), ("030 123456", ""), ("030 123456", "ZZ"), ("123", "DE"), ("+1234567890123456", "")])
    func refusesWhatIsNoPhone(_ text: String, _ country: String) {
        #expect(PhoneNumber.normalized(text, country: country) == nil)
    }
}
