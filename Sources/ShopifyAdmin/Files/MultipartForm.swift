import Foundation

/// A form with fields and one file, as `multipart/form-data` (RFC 7578). The file comes last: the store signs what is before it.
struct MultipartForm {
    let contentType: String
    let body: Data

    init(fields: [(String, String)], filename: String, mimeType: String, file: Data) {
        let boundary = "backroom-\(UUID().uuidString)"
        contentType = "multipart/form-data; boundary=\(boundary)"
        var body = Data()
        for (name, value) in fields {
            body.append(
                contentsOf: "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(name))\"\r\n\r\n\(value)\r\n".utf8
            )
        }
        body.append(
            contentsOf: """
                --\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="\(Self.quoted(filename))"\r\n\
                Content-Type: \(mimeType)\r\n\r\n
                """.utf8
        )
        body.append(file)
        body.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        self.body = body
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\"", with: "%22").replacing("\r", with: "").replacing("\n", with: "")
    }
}
