import Storage

extension JobQueue {
    /// What changes from now on, here and (best effort) in other processes. Ends when the database is closed or the reader stops.
    public func events() -> AsyncStream<QueueEvent> {
        let payloads = database.notifications(on: Channel.event)
        return AsyncStream(bufferingPolicy: .bufferingNewest(1000)) { continuation in
            let reading = Task {
                for await payload in payloads {
                    for event in QueueEvent.events(in: payload) { continuation.yield(event) }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }
}
