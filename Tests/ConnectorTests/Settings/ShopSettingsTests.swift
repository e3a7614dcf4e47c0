import Connector
import Foundation
import Testing

@Suite struct ShopSettingsTests {
    /// Every key that scripts rely on exists.
    @Test func keysOfTheContractExist() {
        let contract = """
            allowBackgroundSyncs allowDataSync currency language timeZone logLevel itemSync createUnknownItems skuMapping skuSeparator
            findByBarcode inventoryTracked inventoryPolicy createdProductStatus removedItemAction syncPricesWithProducts priceGroup
            discountGroup pricesIncludeVAT imageSync customerImport customerMapping createUnknownCustomers defaultCustomer
            shopCanUpdateCustomers canUpdateShopCustomers autoCreateSalesDocuments fulfilledAsInvoices useShopOrderNumber
            writeBackDocumentNumber archiveProcessedOrders sendShippingConfirmation currencyHandling shippingAccount tipAccount
            giftCardAccount roundingAccount refundAccount returns
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        let keys = Set(SettingDefinition.all.map(\.key))
        #expect(contract.filter { !keys.contains($0) } == [])
        #expect(keys.count == SettingDefinition.all.count)
    }

    @Test func valuesAreTyped() throws {
        var settings = ShopSettings()
        try settings.set([
            "skuMapping": "ITEMNO", "allowDataSync": "no", "currency": "eur", "timeZone": "Europe/Berlin", "defaultCustomer": " C10 ",
        ])
        #expect(settings.skuMapping == .itemNo)
        #expect(settings.allowDataSync == false)
        #expect(settings.currency == "EUR")
        #expect(settings.defaultCustomer == "C10")
        #expect(settings.value("skuMapping") == .text("itemNo"))
        #expect(settings.value("allowDataSync") == .flag(false))
        #expect(settings.value("nothing") == nil)
    }

    @Test(arguments: [
        ("skuMapping", "sku", "itemNo"), ("allowDataSync", "maybe", "true or false"), ("currency", "euro", "ISO 4217"),
        ("timeZone", "Berlin", "IANA"), ("defaultCustomer", String(repeating: "x", count: 21), "20 characters"),
    ])
    func wrongValueIsNamed(key: String, value: String, hint: String) throws {
        var settings = ShopSettings()
        let before = settings
        let error = try #require(throws: ConnectorError.self) { try settings.set([key: value]) }
        #expect(error.code == .invalidValue)
        #expect(error.field == key)
        #expect(error.message.contains(hint))
        #expect(settings == before)
    }

    @Test func allProblemsAreNamedAndNothingIsSet() throws {
        var settings = ShopSettings()
        let error = try #require(throws: ConnectorError.self) {
            try settings.set(["skumapping": "itemNo", "returns": "never", "createUnknownItems": "true"])
        }
        #expect(error.message.contains("Did you mean skuMapping?"))
        #expect(error.message.contains("returns cannot be “never”"))
        #expect(settings.createUnknownItems == false)
    }

    @Test func oneSideOwnsCustomers() throws {
        var settings = ShopSettings()
        try settings.set(["shopCanUpdateCustomers": "true"])
        let error = try #require(throws: ConnectorError.self) { try settings.set(["canUpdateShopCustomers": "true"]) }
        #expect(error.field == "canUpdateShopCustomers")
    }

    @Test func storedSettingsOfAnotherVersionAreRead() throws {
        let stored = #"{"skuMapping":"barcode","allowDataSync":false,"ofTomorrow":"yes","returns":"unheardOf"}"#
        let settings = try JSONDecoder().decode(ShopSettings.self, from: Data(stored.utf8))
        #expect(settings.skuMapping == .barcode)
        #expect(settings.allowDataSync == false)
        #expect(settings.returns == .importOnly)
        let again = try JSONDecoder().decode(ShopSettings.self, from: JSONEncoder().encode(settings))
        #expect(again == settings)
    }
}
