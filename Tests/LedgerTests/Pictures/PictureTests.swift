import BackOffice
import Foundation
import Ledger
import StorageTesting
import Testing

@Suite struct PictureTests {
    static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3])
    static let jpeg = Data([0xFF, 0xD8, 0xFF, 0xE0, 4, 5, 6])

    @Test(arguments: TestDatabases.all)
    func keepsPicturesByContent(_ kind: TestDatabase) async throws {
        try await Fixture.use(kind) { ledger in
            let first = try await ledger.setPicture(itemNo: "1000", content: Self.png)
            #expect(first.contentType == "image/png")
            #expect(first.size == 11)
            #expect(first.hash.count == 64)
            #expect(try await ledger.pictureContent(first) == Self.png)
            let same = try await ledger.setPicture(itemNo: "2000", variantCode: "red", content: Self.png)
            #expect(same.hash == first.hash)
            #expect(same.variantCode == "RED")
            let other = try await ledger.setPicture(itemNo: "1000", content: Self.jpeg)
            #expect(other.contentType == "image/jpeg")
            #expect(other.hash != first.hash)
            // The first content is still another variant's.
            #expect(try await ledger.pictureContent(same) == Self.png)
            #expect(try await ledger.pictures(ofItems: ["1000", "2000", "NOPE"]) == [other, same])
            #expect(try await ledger.removePicture(itemNo: "2000", variantCode: "RED"))
            #expect(try await !ledger.removePicture(itemNo: "2000", variantCode: "RED"))
            try await expectRefusal(.notFound) { try await ledger.pictureContent(same) }
            #expect(try await ledger.pictures(ofItems: ["1000", "2000"]) == [other])
        }
    }

    @Test(arguments: [
        (png, "image/png"), (jpeg, "image/jpeg"), (Data("GIF89a…".utf8), "image/gif"), (Data("GIF87a…".utf8), "image/gif"),
        (Data("RIFF1234WEBPVP8 ".utf8), "image/webp"),
    ])
    func tellsFormatsByTheirBytes(_ content: Data, _ type: String) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let picture = try await ledger.setPicture(itemNo: "1000", content: content)
            #expect(picture.contentType == type)
        }
    }

    @Test(arguments: [
        Data(), Data("<svg/>".utf8), Data("RIFF1234WAVE".utf8), Data([0x89, 0x50]), Self.png + Data(count: 20_000_000),
    ])
    func refusesWhatIsNoPicture(_ content: Data) async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            let error = try await refusal { try await ledger.setPicture(itemNo: "1000", content: content) }
            #expect(error?.code == .invalidValue)
            #expect(error?.field == "content")
            #expect(error?.record == "picture of item 1000")
            #expect(try await ledger.pictures(ofItems: ["1000"]).isEmpty)
        }
    }

    @Test func refusesUnknownOwners() async throws {
        try await Fixture.use(.sqliteInMemory) { ledger in
            try await expectRefusal(record: "item 9") { try await ledger.setPicture(itemNo: "9", content: Self.png) }
            let variant = try await refusal { try await ledger.setPicture(itemNo: "1000", variantCode: "X", content: Self.png) }
            #expect(variant?.field == "variant")
        }
    }
}
