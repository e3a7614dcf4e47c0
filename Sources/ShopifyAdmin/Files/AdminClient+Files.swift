public import Foundation

extension AdminClient {
    /// Places to upload files to, in the order of the input; 250 are asked for in one request.
    public func stagedTargets(
        for input: [Admin.StagedUploadInput],
        _ execution: AdminExecution = .scheduled
    ) async throws -> [Admin.StagedTarget] {
        var targets: [Admin.StagedTarget] = []
        for start in stride(from: 0, to: input.count, by: 250) {
            let part = Array(input[start..<min(input.count, start + 250)])
            let response = try await execute(Admin.StagedUploadsCreate(input: part), execution)
            let given = response.data.stagedUploadsCreate?.stagedTargets ?? []
            guard given.count == part.count else {
                throw named(
                    AdminError(.unexpectedData, "Shopify gave fewer places to upload to than were asked for."),
                    Admin.StagedUploadsCreate.name
                )
            }
            targets += given
        }
        return targets
    }

    /// Uploads a file to its place: the form that `StagedUploadHttpMethodType.POST` asks for.
    ///
    /// A place belongs to one file, so an upload that broke is sent again.
    public func upload(_ file: Data, filename: String, mimeType: String, to target: Admin.StagedTarget) async throws {
        guard let url = target.url else { throw transferFailed("Shopify gave no address for \(filename)") }
        let form = MultipartForm(
            fields: target.parameters.map { ($0.name, $0.value) },
            filename: filename,
            mimeType: mimeType,
            file: file
        )
        let request = AdminHTTPRequest(
            url: url,
            headers: [(name: "Content-Type", value: form.contentType)],
            body: form.body,
            timeout: .seconds(300),
            bodyLimit: 1 << 20
        )
        var attempt = 1
        while true {
            var why: String
            do {
                let response = try await transport.send(request)
                if (200..<300).contains(response.status) { return }
                why = "HTTP \(response.status)"
                guard response.status >= 500 || response.status == 429 || response.status == 408 else { throw transferFailed(why) }
            } catch let failure as AdminTransportFailure {
                why = "\(failure.kind)"
            }
            guard attempt < configuration.retry.attempts else { throw transferFailed(why) }
            try await pause(configuration.retry.delay(after: attempt, random: time.random()))
            attempt += 1
        }
    }

    /// Downloads a file such as a picture.
    /// - Parameter limit: the most bytes that are read.
    /// - Throws: `AdminError` with `fileTransfer`.
    public func download(_ url: String, limit: Int = 32 << 20) async throws -> (file: Data, mimeType: String?) {
        let request = AdminHTTPRequest(method: "GET", url: url, headers: [], body: Data(), timeout: .seconds(120), bodyLimit: limit)
        var attempt = 1
        while true {
            var why: String
            do {
                let response = try await transport.send(request)
                if response.status == 200 { return (response.body, response.header("Content-Type")) }
                why = "HTTP \(response.status)"
                guard response.status >= 500 || response.status == 429 || response.status == 408 else { throw transferFailed(why) }
            } catch let failure as AdminTransportFailure {
                why = failure.kind == .bodyTooLarge ? "it is larger than \(limit >> 20) MiB" : "\(failure.kind)"
                guard failure.kind != .bodyTooLarge else { throw transferFailed(why, failure) }
            }
            guard attempt < configuration.retry.attempts else { throw transferFailed(why) }
            try await pause(configuration.retry.delay(after: attempt, random: time.random()))
            attempt += 1
        }
    }
}

extension Admin {
    /// A place to upload a file to.
    public typealias StagedTarget = StagedUploadsCreate.Data.StagedUploadsCreate.StagedTarget
}

extension Admin.StagedTarget {
    /// The key of the file in the store: what a bulk mutation is given as the path of its variables.
    public var key: String? { parameters.first { $0.name == "key" }?.value }
}
