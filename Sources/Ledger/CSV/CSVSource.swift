import Foundation

/// Where CSV is read from. It is read from the start each time, piece by piece.
public enum CSVSource: Sendable {
    /// A file, by its path.
    case file(String)
    case bytes([UInt8])

    /// A function that answers the next piece, and nothing at the end.
    func pieces() throws -> () throws -> [UInt8]? {
        switch self {
        case .bytes(let bytes):
            var rest: [UInt8]? = bytes
            return {
                defer { rest = nil }
                return rest
            }
        case .file(let path):
            guard let file = FileHandle(forReadingAtPath: path) else { throw Self.failure("The file \(path) cannot be opened.") }
            return {
                do {
                    guard let piece = try file.read(upToCount: 65_536), !piece.isEmpty else { return nil }
                    return [UInt8](piece)
                } catch {
                    throw Self.failure("The file \(path) cannot be read: \(error.localizedDescription)")
                }
            }
        }
    }

    private static func failure(_ sentence: String) -> CSVImportFailure {
        CSVImportFailure(problems: [CSVProblem(line: 0, column: 0, field: "", sentence: sentence)], omitted: 0)
    }
}
