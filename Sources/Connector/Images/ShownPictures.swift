import ShopifyAdmin

/// All media of a product, and which of them each of its variants shows.
struct ShownPictures: Sendable {
    let product: String
    let media: [Admin.Picture]
    /// The first medium of each variant that has one, by the variant's id.
    let byVariant: [String: String]
}

extension ShopSession {
    /// The pictures of products, up to 250 products at once. The first media and variants come with the product; what goes on behind them
    /// is read page by page, for the few products that have so many.
    func pictures(of products: [String]) async throws -> [(id: String, outcome: Result<ShownPictures, AdminError>?)] {
        var found: [(id: String, outcome: Result<ShownPictures, AdminError>?)] = []
        for node in try await client.hydrated(Admin.PicturesByProductIDs(ids: products)) {
            switch node.outcome {
            case .found(let product, _): found.append((node.id, .success(try await whole(product))))
            case .missing: found.append((node.id, nil))
            case .failed(let error): found.append((node.id, .failure(error)))
            }
        }
        return found
    }

    private func whole(_ product: Admin.ProductPictures) async throws -> ShownPictures {
        var media = product.media.nodes
        if product.media.pageInfo.hasNextPage {
            for try await page in client.pages(Admin.ProductMedia(id: product.id, after: product.media.pageInfo.endCursor)) {
                media += page.nodes
            }
        }
        var variants = product.variants.nodes
        if product.variants.pageInfo.hasNextPage {
            let rest = Admin.ProductVariantPictures(id: product.id, after: product.variants.pageInfo.endCursor)
            for try await page in client.pages(rest) { variants += page.nodes }
        }
        let shown = variants.compactMap { variant in variant.media.nodes.first.map { (variant.id, $0.id) } }
        return ShownPictures(product: product.id, media: media, byVariant: Dictionary(shown) { first, _ in first })
    }
}
