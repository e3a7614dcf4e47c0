import Foundation

/// Blocks until somebody writes to a file, whatever process it is: waiting takes no time of the processor.
///
/// By inotify, so on Linux only: see <https://man7.org/linux/man-pages/man7/inotify.7.html>.
final class FileWrites: Sendable {
    enum News { case written, quiet, gone }

    private let watch: Int32
    /// Written to end a wait from another thread.
    private let wakeUp: (reading: Int32, writing: Int32)

    #if os(Linux)
    /// `nil` when the system gives no watch: its number is limited.
    init?(path: String) {
        let watch = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
        guard watch >= 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        guard inotify_add_watch(watch, path, Self.events) >= 0, pipe(&ends) == 0 else {
            close(watch)
            return nil
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        self.watch = watch
        wakeUp = (ends[0], ends[1])
    }

    deinit {
        close(watch)
        close(wakeUp.reading)
        close(wakeUp.writing)
    }

    private static let events = UInt32(IN_MODIFY) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)

    /// Waits for a write that no call has told of yet, at most so long. For one thread at a time.
    func wait(atMost limit: Duration) -> News {
        var descriptors = [
            pollfd(fd: watch, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = Int32(clamping: Int64((limit / .milliseconds(1)).rounded(.up)))
        guard poll(&descriptors, 2, milliseconds) > 0, descriptors[0].revents != 0 else { return .quiet }
        return take()
    }

    /// Ends a wait that goes on, and every one that follows.
    func interrupt() {
        var byte: UInt8 = 1
        _ = write(wakeUp.writing, &byte, 1)
    }

    /// Takes what has come; equal events that follow each other are one.
    private func take() -> News {
        var news = News.quiet
        let size = MemoryLayout<inotify_event>.size
        withUnsafeTemporaryAllocation(byteCount: 64 * size, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while true {
                let count = read(watch, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                var position = 0
                while position + size <= count {
                    let event = buffer.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
                    position += size + Int(event.len)
                    if event.mask & ~UInt32(IN_MODIFY) != 0 {
                        news = .gone
                    } else if news == .quiet {
                        news = .written
                    }
                }
            }
        }
        return news
    }
    #else
    init?(path: String) { return nil }
    func wait(atMost limit: Duration) -> News { .quiet }
    func interrupt() {}
    #endif
}
