import Hummingbird

/// The style sheet and the script: one file each, kept by browsers until the version in their address changes.
enum Assets {
    static let style: [UInt8] =
        PackageResources.tokens_css + PackageResources.frame_css + PackageResources.pieces_css + PackageResources.forms_css

    static func style(_ request: Request) -> Response { file(style, "text/css; charset=utf-8") }

    static func script(_ request: Request) -> Response { file(PackageResources.backroom_js, "text/javascript; charset=utf-8") }

    private static func file(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=86400"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
