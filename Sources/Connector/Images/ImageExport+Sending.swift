import BackOffice
import Foundation
import JobQueue
import ShopifyAdmin
import Storage

extension ImageExport {
    /// Uploads at once: few, so that few pictures are held.
    private static let uploads = 4

    /// Uploads pictures and gives them to their products, new and replaced ones.
    func send(_ pictures: [PictureToSend]) async throws {
        sink.page(of: "pictures to upload", pictures.count)
        let places = try await places(pictures)
        let uploaded = try await upload(pictures, places.targets)
        let added = uploaded.filter { $0.picture.row == nil }
        try await add(added, places.variables)
        try await replace(uploaded.filter { $0.picture.row != nil })
    }

    private typealias Uploaded = (picture: PictureToSend, source: String)

    /// Places for all uploads, and for the variables of a bulk operation when there will be one, in one request.
    private func places(_ pictures: [PictureToSend]) async throws -> (targets: [Admin.StagedTarget], variables: Admin.StagedTarget?) {
        var inputs = pictures.map { picture in
            Admin.StagedUploadInput(
                resource: .image,
                filename: picture.fileName,
                mimeType: picture.picture.contentType,
                httpMethod: .post,
                fileSize: "\(picture.picture.size)"
            )
        }
        let products = Set(pictures.filter { $0.row == nil }.map(\.productID)).count
        let isBulk = products > MutationSending.bulkAbove
        if isBulk { inputs.append(.bulkVariables) }
        let parts = stride(from: 0, to: inputs.count, by: 250).map { Array(inputs[$0..<min($0 + 250, inputs.count)]) }
        var targets: [Admin.StagedTarget] = []
        try await session.client.batch(parts.map { Admin.StagedUploadsCreate(input: $0) }) { outcomes in
            for outcome in outcomes { targets += try outcome.result.get().stagedUploadsCreate?.stagedTargets ?? [] }
        }
        guard targets.count == inputs.count else {
            throw ConnectorError(.unexpectedAnswer, "Shopify gave fewer places to upload to than were asked for.", field: "stagedTargets")
        }
        return (Array(targets.prefix(pictures.count)), isBulk ? targets.last : nil)
    }

    /// Those that arrived; the others are parked.
    private func upload(_ pictures: [PictureToSend], _ targets: [Admin.StagedTarget]) async throws -> [Uploaded] {
        var results: [Int: Result<String, any Error>] = [:]
        for start in stride(from: 0, to: pictures.count, by: Self.uploads) {
            try sink.checkCancellation()
            await withTaskGroup(of: (Int, Result<String, any Error>).self) { group in
                for index in start..<min(start + Self.uploads, pictures.count) {
                    let (picture, target) = (pictures[index], targets[index])
                    group.addTask { (index, await upload(picture, target)) }
                }
                for await (index, result) in group { results[index] = result }
            }
            sink.progress(results.count, of: pictures.count)
        }
        var uploaded: [Uploaded] = []
        var failures: [(PictureKey, Failure)] = []
        for (index, picture) in pictures.enumerated() {
            switch results[index] {
            case .success(let source): uploaded.append((picture, source))
            case .failure(let error): failures.append((picture.key, Failure(error)))
            case nil: break
            }
        }
        try await park(failures)
        return uploaded
    }

    private func upload(_ picture: PictureToSend, _ target: Admin.StagedTarget) async -> Result<String, any Error> {
        do {
            guard let source = target.resourceUrl else {
                throw ConnectorError(.unexpectedAnswer, "Shopify gave no address for the upload.", record: picture.key.text)
            }
            let content = try await backOffice.pictureContent(picture.picture)
            let type = picture.picture.contentType
            try await session.client.upload(content, filename: picture.fileName, mimeType: type, to: target)
            return .success(source)
        } catch {
            return .failure(error)
        }
    }

    /// New pictures: one mutation a product, whose rows say before that it leaves.
    private func add(_ uploaded: [Uploaded], _ variables: Admin.StagedTarget?) async throws {
        guard !uploaded.isEmpty else { return }
        let groups = Dictionary(grouping: uploaded) { $0.picture.productID }.sorted { $0.key < $1.key }.map { $0.value }
        let operations = groups.map { group in
            Admin.ProductPicturesAdd(
                product: Admin.ProductUpdateInput(id: group[0].picture.productID),
                media: group.map {
                    Admin.CreateMediaInput(originalSource: $0.source, mediaContentType: .image, alt: $0.picture.alt)
                },
                count: group.count
            )
        }
        let time = now()
        let leaving = groups.map { $0.map { $0.picture.leaving(at: time) } }
        try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save(Array(leaving.joined())) }
        var sending = MutationSending("products with new pictures", session: session, sink: sink, isPatient: true)
        sending.target = operations.count > MutationSending.bulkAbove ? variables : nil
        sending.started = { [sink, shop] operation in
            let rows = leaving.joined().map { row in
                var row = row
                row.operation = operation
                return row
            }
            try await sink.write { tx in try PictureStore(tx: tx, shop: shop.code).save(rows) }
        }
        try await sending.carryOut(operations) { answers in
            for (index, result) in answers { try await added(leaving[index], result.map { $0.productUpdate?.product?.media.nodes ?? [] }) }
        }
    }

    private func added(
        _ rows: [PictureRow],
        _ result: Result<[Admin.ProductPicturesAdd.Data.ProductUpdate.Product.Media], AdminError>
    ) async throws {
        switch result {
        case .success(let media): try await arrived(rows, media.map(\.id))
        case .failure(let error):
            // What may have arrived stays as it is, until the next run has looked.
            let failure = Failure(error)
            try await park(rows.map { ($0.key, failure) }, removing: error.maybeApplied ? [] : rows.map(\.key))
        }
    }

    /// Shopify's newest media are ours, the last of the input first.
    private func arrived(_ rows: [PictureRow], _ media: [String]) async throws {
        guard media.count >= rows.count else {
            let failure = Failure(reason: "Shopify answered without the new pictures.", code: ConnectorError.Code.unexpectedAnswer.rawValue)
            return try await park(rows.map { ($0.key, failure) })
        }
        let saved = zip(rows, media.prefix(rows.count).reversed()).map { row, id in
            var row = row
            row.mediaID = id
            row.state = .processing
            return row
        }
        try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save(saved) }
    }

    /// Media get another content: they stay where they are shown. Sent twice it is the same.
    private func replace(_ uploaded: [Uploaded]) async throws {
        let time = now()
        for start in stride(from: 0, to: uploaded.count, by: 250) {
            let part = Array(uploaded[start..<min(start + 250, uploaded.count)])
            let rows = part.map { $0.picture.leaving(at: time) }
            try await sink.write { [shop] tx in try PictureStore(tx: tx, shop: shop.code).save(rows) }
            let files = zip(part, rows).map { one, row in
                Admin.FileUpdateInput(id: row.mediaID ?? "", alt: row.alt, originalSource: one.source)
            }
            try await update(files, rows) { row in
                var row = row
                row.state = .processing
                return row
            }
        }
    }

    /// Media get another alternative text.
    func rename(_ rows: [PictureRow]) async throws {
        for start in stride(from: 0, to: rows.count, by: 250) {
            let part = Array(rows[start..<min(start + 250, rows.count)])
            try await update(part.map { Admin.FileUpdateInput(id: $0.mediaID ?? "", alt: $0.alt) }, part) { $0 }
            sink.count(.updated, by: part.count)
        }
    }

    /// One request for all; where it is refused, each by itself, so that one does not hinder the others.
    private func update(_ files: [Admin.FileUpdateInput], _ rows: [PictureRow], _ done: (PictureRow) -> PictureRow) async throws {
        var accepted: [PictureRow] = []
        var failures: [(PictureKey, Failure)] = []
        var gone: [PictureKey] = []
        let answer = try await session.client.execute(Admin.FilesUpdate(files: files), .scheduled.returningErrors)
        if answer.userErrors.isEmpty {
            accepted = rows.map(done)
        } else {
            try await session.client.batch(files.map { Admin.FilesUpdate(files: [$0]) }) { outcomes in
                for outcome in outcomes {
                    switch outcome.result {
                    case .success: accepted.append(done(rows[outcome.index]))
                    case .failure(let error):
                        failures.append((rows[outcome.index].key, Failure(error)))
                        // Somebody deleted it in the shop: the next try adds it anew.
                        if error.userErrors.contains(where: { $0.code == "FILE_DOES_NOT_EXIST" }) { gone.append(rows[outcome.index].key) }
                    }
                }
            }
        }
        try await park(failures, removing: gone, saving: accepted)
    }

    /// Media of pictures that are gone: ours are deleted, those of others stay.
    func remove(_ rows: [PictureRow]) async throws {
        for start in stride(from: 0, to: rows.count, by: 250) {
            let part = Array(rows[start..<min(start + 250, rows.count)])
            let media = part.filter(\.isOurs).compactMap(\.mediaID)
            if !media.isEmpty { try await delete(media) }
            try await sink.write { [shop] tx in
                try PictureStore(tx: tx, shop: shop.code).remove(part.map(\.key))
                try SkippedStore(tx: tx, shop: shop.code, task: .syncImages).clear(part.map(\.key.text))
            }
            sink.count(.updated, by: media.count)
        }
    }

    /// What is gone already need not be deleted.
    func delete(_ media: [String]) async throws {
        let answer = try await session.client.execute(Admin.FilesDelete(fileIds: media), .scheduled.returningErrors)
        guard !answer.userErrors.isEmpty else { return }
        try await session.client.batch(media.map { Admin.FilesDelete(fileIds: [$0]) }) { outcomes in
            for case .failure(let error) in outcomes.map(\.result)
            where !error.userErrors.contains(where: { $0.code == "FILE_DOES_NOT_EXIST" }) { throw error }
        }
    }
}

extension AdminExecution {
    /// User errors are answered, not thrown.
    var returningErrors: AdminExecution {
        var copy = self
        copy.userErrors = .returned
        return copy
    }
}
