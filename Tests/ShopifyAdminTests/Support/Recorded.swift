import Foundation

/// Real requests and answers, where they lie beside the project.
enum Recorded {
    struct Exchange {
        let file: String
        let step: String
        let query: String
        let status: Int?
        /// The answer's body.
        let response: Data
    }

    private static let folder: URL? = {
        let beside = ProcessInfo.processInfo.environment["BACKROOM_SHARED"].map { URL(filePath: $0) }
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        let candidates = [beside, root.appending(path: "../shared").standardized].compactMap { $0?.appending(path: "shopify/recorded") }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0.path) }
        if found == nil {
            print("SKIPPED: no recorded exchanges beside the project; set BACKROOM_SHARED to the folder that holds shopify/recorded")
        }
        return found
    }()

    static var isThere: Bool { folder != nil }

    /// Every exchange of every file.
    static func exchanges() throws -> [Exchange] {
        guard let folder else { return [] }
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
        return try files.flatMap { file in
            try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
                let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
                return Exchange(
                    file: file.lastPathComponent,
                    step: object["step"] as? String ?? "",
                    query: object["query"] as? String ?? "",
                    status: object["status"] as? Int,
                    response: try JSONSerialization.data(withJSONObject: object["response"] ?? [:], options: [.sortedKeys])
                )
            }
        }
    }
}
