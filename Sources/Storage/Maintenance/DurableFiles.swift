import Foundation

/// Files that are where they are said to be, also after the power fails.
enum DurableFiles {
    /// Flushes a file and gives it its final name; who looks sees the old state or the new one.
    static func rename(_ path: String, to final: String) throws {
        flush(path)
        guard Foundation.rename(path, final) == 0 else {
            throw StorageError(.disk, "\(path) cannot be renamed to \(final): \(String(cString: strerror(errno))).")
        }
        flush(URL(fileURLWithPath: final).deletingLastPathComponent().path)
    }

    private static func flush(_ path: String) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
