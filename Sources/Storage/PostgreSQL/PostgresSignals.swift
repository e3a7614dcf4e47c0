import CLibPQ
import Foundation
import Logging
import Synchronization

/// Signals between processes by LISTEN and NOTIFY, on a thread and a connection of their own.
///
/// They are sent after the commit and outside of it: a NOTIFY inside a transaction makes all commits of the server wait for each other.
final class PostgresSignals: Sendable {
    private struct State {
        var unsent: [Signal] = []
        /// The thread wakes by itself to send what has come.
        var isPacing = false
        var isRunning = false
        var isClosed = false
    }

    private let uri: String
    private let configuration: DatabaseConfiguration
    private let hub: NotificationHub
    private let logger: Logger
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)
    /// Written to wake the thread, which waits for the server at the same time.
    private let wakeUp: (reading: Int32, writing: Int32)

    /// An idle connection is asked for a sign of life this often, since a broken one looks the same as a silent one.
    private static let secondsBetweenChecks: Int32 = 30
    private static let answerLimit: Duration = .seconds(10)
    /// The least time between two notifications: what comes meanwhile goes out together. Signals of thousands of transactions a second would
    /// cost the server as much as the transactions.
    private static let pace: Duration = .milliseconds(2)

    private static let notification = "SELECT pg_notify($1, signal) FROM unnest($2) AS signal"

    init(_ uri: String, _ configuration: DatabaseConfiguration, _ hub: NotificationHub, _ logger: Logger) {
        self.uri = uri
        self.configuration = configuration
        self.hub = hub
        self.logger = logger
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        wakeUp = (ends[0], ends[1])
    }

    deinit {
        Foundation.close(wakeUp.reading)
        Foundation.close(wakeUp.writing)
    }

    /// Delivers signals here at once, and to other processes as soon as the thread comes to it.
    func send(_ signals: [Signal]) {
        if signals.isEmpty { return }
        hub.publish(signals)
        start(signals)
    }

    func startListening() { start([]) }

    private func start(_ signals: [Signal]) {
        let (isNew, isAwaited) = state.withLock { state in
            if state.isClosed { return (false, false) }
            // Somebody before has woken the thread already.
            let isFirst = state.unsent.isEmpty && !state.isPacing
            state.unsent += signals
            defer { state.isRunning = true }
            return (!state.isRunning, isFirst && !signals.isEmpty)
        }
        if isNew {
            let thread = Thread { [self] in
                run()
                ended.signal()
            }
            thread.name = "storage-signals"
            thread.start()
        } else if isAwaited {
            wake()
        }
    }

    /// Sends what is left, for a moment, and ends the thread. Blocks. To be called once.
    func close() {
        let wasRunning = state.withLock { state in
            state.isClosed = true
            return state.isRunning
        }
        wake()
        if wasRunning { ended.wait() }
    }

    private func wake() {
        var byte: UInt8 = 1
        _ = write(wakeUp.writing, &byte, 1)
    }

    private var isClosed: Bool { state.withLock(\.isClosed) }

    private func run() {
        var pause: UInt32 = 50_000
        repeat {
            do {
                let socket = try PostgresSocket(uri, connectTimeout: configuration.connectTimeout)
                let channel = try listen(socket)
                pause = 50_000
                try serve(socket, channel)
            } catch {
                if isClosed { return }
                logger.info("signals interrupted", metadata: ["error": "\(error)"])
                usleep(UInt32.random(in: pause / 2...pause))
                pause = min(pause * 2, 5_000_000)
            }
        } while !isClosed
    }

    /// Every schema has its channel, as it has its tables.
    private func listen(_ socket: PostgresSocket) throws -> String {
        let name = "SELECT 'storage_' || md5(current_schema()) AS name"
        var channel = ""
        if let result = try socket.perform([.plain(name)], limit: Self.answerLimit).last {
            try result.forEachRow(RowColumns(["name"])) { channel = try $0.get(0) }
        }
        let prepare = PostgresCommand.prepare(
            name: "notify",
            sql: Self.notification,
            types: [PostgresText.text, PostgresText.arrayOID(.text)]
        )
        // A notification is a transaction, too, but a hint that gets lost with the server needs no flush of the disk.
        let hasty = PostgresCommand.plain("SET synchronous_commit = off")
        _ = try socket.perform([hasty, prepare, .plain("LISTEN \(channel)")], limit: Self.answerLimit)
        // What was sent before is not known.
        hub.publishToAll()
        return channel
    }

    private func serve(_ socket: PostgresSocket, _ channel: String) throws {
        var next = ContinuousClock.now
        while true {
            let isTime = ContinuousClock.now >= next
            let (unsent, isClosed) = state.withLock { state in
                guard isTime || state.isClosed else { return ([Signal](), false) }
                defer { state.unsent = [] }
                // After one that is silent the next goes out at once.
                state.isPacing = !state.unsent.isEmpty
                return (state.unsent, state.isClosed)
            }
            if !unsent.isEmpty {
                try notify(socket, channel, unsent)
                next = .now + Self.pace
            }
            receive(socket)
            if isClosed { return }
            try wait(socket, until: unsent.isEmpty && isTime ? nil : next)
        }
    }

    private func notify(_ socket: PostgresSocket, _ channel: String, _ signals: [Signal]) throws {
        var parameters = PostgresParameters()
        parameters.append(.text(channel), PostgresText.text)
        // The same signal of many transactions goes out once.
        var seen = Set<Signal>()
        let distinct = signals.filter { seen.insert($0).inserted }
        parameters.appendArray(distinct.map { .text($0.channel + "\u{1F}" + $0.payload) }, PostgresText.arrayOID(.text))
        _ = try socket.perform([.execute(name: "notify", sql: Self.notification, parameters)], limit: Self.answerLimit)
    }

    private func receive(_ socket: PostgresSocket) {
        let own = PQbackendPID(socket.connection)
        var received: [Signal] = []
        while let notification = PQnotifies(socket.connection) {
            defer { PQfreemem(notification) }
            // Sent by this process over this very connection, and delivered then.
            if notification.pointee.be_pid == own { continue }
            let parts = String(cString: notification.pointee.extra).split(
                separator: "\u{1F}",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            if parts.count == 2 { received.append(Signal(channel: String(parts[0]), payload: String(parts[1]))) }
        }
        hub.publish(received)
    }

    private func wait(_ socket: PostgresSocket, until time: ContinuousClock.Instant?) throws {
        var descriptors = [
            pollfd(fd: PQsocket(socket.connection), events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeUp.reading, events: Int16(POLLIN), revents: 0),
        ]
        let limit = time.map { Int32(clamping: Int64((($0 - .now) / .milliseconds(1)).rounded(.up))) }
        if poll(&descriptors, 2, limit.map { max(0, $0) } ?? Self.secondsBetweenChecks * 1000) == 0, limit == nil {
            _ = try socket.perform([.plain("SELECT 1")], limit: Self.answerLimit)
        }
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(wakeUp.reading, &bytes, bytes.count) > 0 {}
        if descriptors[0].revents != 0, PQconsumeInput(socket.connection) != 1 {
            throw StorageError.connectionLost(String(cString: PQerrorMessage(socket.connection)))
        }
    }
}
