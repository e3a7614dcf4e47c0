import Foundation
import ShopifyAdmin
import Testing

@Suite struct FileTests {
    private func target(_ url: String) throws -> Admin.StagedTarget {
        try RawJSON(
            Data(#"{"url":"\#(url)","resourceUrl":"https://files.example/r","parameters":[{"name":"acl","value":"private"}]}"#.utf8)
        ).decode()
    }

    @Test func placesAreAskedFor250AtATime() async throws {
        let transport = ScriptedTransport([]) { request in
            let count = request.variable("input", as: [Any].self)?.count ?? 0
            let place = #"{"url":"https://u.example","resourceUrl":null,"parameters":[]}"#
            let places = Array(repeating: place, count: count).joined(separator: ",")
            return try await Answers.data(#"{"stagedUploadsCreate":{"stagedTargets":[\#(places)],"userErrors":[]}}"#)(request)
        }
        let inputs = (0..<600).map {
            Admin.StagedUploadInput(resource: .image, filename: "\($0).png", mimeType: "image/png", httpMethod: .post)
        }
        let targets = try await AdminClient.scripted(transport).stagedTargets(for: inputs)
        #expect(targets.count == 600)
        #expect(transport.requests.count == 3)
    }

    @Test func aFormHasItsFieldsBeforeTheFile() async throws {
        let transport = ScriptedTransport([Answers.json("", status: 503), Answers.failure(.connectionLost), Answers.json("", status: 204)])
        try await AdminClient.scripted(transport).upload(
            Data([0xFF, 0x00, 0x0D]),
            filename: "a\"b\n.png",
            mimeType: "image/png",
            to: target("https://u.example/x")
        )
        #expect(transport.requests.count == 3)
        let request = try #require(transport.requests.last)
        let boundary = try #require(request.headers.first { $0.name == "Content-Type" }?.value.components(separatedBy: "boundary=").last)
        let head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"acl\"\r\n\r\nprivate\r\n--\(boundary)\r\nContent-Disposition: form-data; "
            + "name=\"file\"; filename=\"a%22b.png\"\r\nContent-Type: image/png\r\n\r\n"
        #expect(request.body == Data(head.utf8) + Data([0xFF, 0x00, 0x0D]) + Data("\r\n--\(boundary)--\r\n".utf8))
    }

    @Test func anUploadThatIsRefusedIsAnError() async throws {
        let transport = ScriptedTransport([Answers.json("", status: 403)])
        let place = try target("https://u.example/x")
        let client = AdminClient.scripted(transport)
        let error = await adminError { try await client.upload(Data(), filename: "a", mimeType: "b", to: place) }
        #expect(error?.code == .fileTransfer)
        #expect(transport.requests.count == 1)
    }

    @Test func aDownloadIsBounded() async throws {
        let client = AdminClient.scripted(
            ScriptedTransport([
                Answers.json("picture", headers: [("Content-Type", "image/png")]), Answers.failure(.bodyTooLarge),
                Answers.json("", status: 404),
            ])
        )
        let (file, type) = try await client.download("https://files.example/a.png")
        #expect(String(decoding: file, as: UTF8.self) == "picture")
        #expect(type == "image/png")
        #expect(
            await adminError { try await client.download("https://files.example/a.png") }?.message.contains("larger than 32 MiB") == true
        )
        #expect(await adminError { try await client.download("https://files.example/a.png") }?.message.contains("404") == true)
    }
}
