public import Foundation

/// A back office that keeps pictures of items and variants, one each.
public protocol PictureStoring: BackOffice {
    /// The pictures of items and of their variants.
    func pictures(ofItems numbers: [String]) async throws -> [Picture]

    /// The bytes of a picture.
    func pictureContent(_ picture: Picture) async throws -> Data

    /// Sets or replaces a picture. Bytes that are no picture, or more than 20 MB, fail with `invalidValue`.
    func setPicture(itemNo: String, variantCode: String, content: Data) async throws -> Picture

    /// Answers whether there was one.
    func removePicture(itemNo: String, variantCode: String) async throws -> Bool
}
