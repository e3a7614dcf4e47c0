import BackOffice
import Connector
import Foundation
import Testing

@testable import Connector

@Suite struct PictureDifferencesTests {
    private let items = [
        Item(
            no: "A",
            description: "Chair",
            unitPrice: Money(1, "EUR"),
            variants: [ItemVariant(itemNo: "A", code: "RED", description: "Red")]
        ),
        Item(no: "B", description: "Table", unitPrice: Money(1, "EUR")),
    ]

    private func picture(_ item: String, _ variant: String = "", hash: String = "new") -> Picture {
        Picture(itemNo: item, variantCode: variant, hash: hash, contentType: "image/png", size: 10)
    }

    private func row(_ item: String, _ variant: String = "", hash: String = "new", alt: String = "", state: PictureRow.State = .ready)
        -> PictureRow
    {
        PictureRow(itemNo: item, variantCode: variant, hash: hash, alt: alt, productID: "P", mediaID: "M", state: state)
    }

    private func differences(_ pictures: [Picture], _ rows: [PictureRow] = [], hasProduct: Bool = true) -> PictureDifferences {
        let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0) })
        return PictureDifferences(items: items, pictures: pictures, rows: known) { _ in hasProduct ? "P" : nil }
    }

    @Test func aPictureThatTheShopLacksIsAdded() {
        let found = differences([picture("A"), picture("A", "RED")])
        #expect(found.added.map(\.alt) == ["Chair", "Chair – Red"])
        #expect(found.added.map(\.productID) == ["P", "P"])
        #expect(found.added.map(\.fileName) == ["A-new.png", "A-RED-new.png"])
    }

    @Test func anotherContentReplaces() {
        let found = differences([picture("A")], [row("A", hash: "old", alt: "Chair")])
        #expect(found.replaced.map(\.key) == [PictureKey(itemNo: "A")])
        #expect(found.added.isEmpty)
        #expect(found.replaced.first?.leaving(at: .distantPast).mediaID == "M")
    }

    @Test func anotherTextRenames() {
        let found = differences([picture("A")], [row("A", alt: "Stool")])
        #expect(found.renamed.map(\.alt) == ["Chair"])
        #expect(found.replaced.isEmpty)
    }

    @Test func theSameIsUnchanged() {
        let found = differences([picture("A")], [row("A", alt: "Chair")])
        #expect(found.unchanged == 1)
        #expect(found.added.isEmpty && found.replaced.isEmpty && found.renamed.isEmpty && found.removed.isEmpty)
    }

    @Test func whatIsOnItsWayIsLeftAlone() {
        let found = differences([picture("A", hash: "newer")], [row("A", state: .sending)])
        #expect(found.added.isEmpty && found.replaced.isEmpty && found.removed.isEmpty)
        #expect(differences([], [row("A", state: .sending)]).removed.isEmpty)
    }

    @Test func aPictureThatIsGoneIsRemoved() {
        #expect(differences([], [row("B")]).removed.map(\.itemNo) == ["B"])
    }

    @Test func withoutAProductItWaits() {
        let found = differences([picture("B")], hasProduct: false)
        #expect(found.waiting.map(\.state) == [.waiting])
        #expect(found.added.isEmpty)
        // The product has come.
        #expect(differences([picture("B")], [PictureRow(itemNo: "B", hash: "new", alt: "", state: .waiting)]).added.count == 1)
    }

    @Test func alternativeTextsAreNoLongerThanShopifyTakes() {
        let long = Item(no: "L", description: String(repeating: "x", count: 600), unitPrice: Money(1, "EUR"))
        #expect(PictureDifferences.alt(long, "").count == 512)
    }

    @Test func skippedRecordsNameTheirItem() {
        #expect(PictureKey(itemNo: "A", variantCode: "RED").text == "A|RED")
        #expect(PictureKey.items("A|RED") == ["A|RED", "A"])
        #expect(PictureKey.items("A") == ["A"])
    }
}
