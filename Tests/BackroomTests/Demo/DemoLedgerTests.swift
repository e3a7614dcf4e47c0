import Testing

@testable import backroom

struct DemoLedgerTests {
    @Test func itemsAreTheShopsVariants() {
        let variants = [
            SandboxControl.Variant(sku: "P1", title: "Mug, large", barcode: "40", price: "9.50", vendor: "Acme"),
            SandboxControl.Variant(sku: "", title: "Nameless", barcode: "", price: "1", vendor: ""),
        ]
        #expect(
            String(decoding: DemoLedger.items(variants), as: UTF8.self)
                == "no,description,unitPrice,currency,vendor,gtin\nP1,\"Mug, large\",9.50,EUR,Acme,40\n"
        )
    }

    @Test func customersAreNumbered() {
        let buyers = [
            SandboxControl.Buyer(
                first: "Anna",
                last: "Berg",
                email: "a@example.com",
                phone: "",
                street: "Weg 1",
                zip: "10115",
                city: "Berlin",
                country: "DE"
            )
        ]
        let text = String(decoding: DemoLedger.customers(buyers), as: UTF8.self)
        #expect(text.hasSuffix("C00001,Anna Berg,a@example.com,,Weg 1,Berlin,10115,DE\n"))
    }
}
