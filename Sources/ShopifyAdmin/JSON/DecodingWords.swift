/// Where in a JSON text decoding failed.
enum DecodingWords {
    /// ` at orders.nodes.3.id: why`, or nothing when the error does not tell.
    static func place(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "" }
        let (context, missing): (DecodingError.Context, String?) =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): (context, nil)
            case .keyNotFound(let key, let context): (context, key.stringValue)
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "\(error)"), nil)
            }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue } + (missing.map { [$0] } ?? [])
        return (path.isEmpty ? "" : " at \(path.joined(separator: "."))") + ": \(context.debugDescription)"
    }
}
