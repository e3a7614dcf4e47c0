public import Foundation
public import JobQueue

/// The one way JSON leaves and enters Backroom: instants as RFC 3339 in UTC, keys sorted so that two answers can be compared as text.
public enum JSONCoding {
    /// An encoder for answers. `pretty` is for people who read the command's output.
    public static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Instant.text(date))
        }
        return encoder
    }

    /// A decoder for bodies; an instant that is not RFC 3339 is an error that names its place.
    public static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = Instant.parse(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not an RFC 3339 instant")
            }
            return date
        }
        return decoder
    }

    /// The document as text.
    public static func text(_ value: some Encodable, pretty: Bool = false) throws -> String {
        String(decoding: try encoder(pretty: pretty).encode(value), as: UTF8.self)
    }

    /// The value as a document that can be taken apart.
    public static func value(_ value: some Encodable) throws -> JSONValue {
        try decoder().decode(JSONValue.self, from: encoder().encode(value))
    }
}
