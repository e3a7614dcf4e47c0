import Synchronization

/// The buckets of all shops in this process, so that every client of a shop shares one.
public final class CostBuckets: Sendable {
    private let time: AdminTime
    private let buckets = Mutex<[String: CostBucket]>([:])

    public init(time: AdminTime = .system) {
        self.time = time
    }

    /// The bucket of an endpoint; made when it is asked for the first time.
    public func bucket(for endpoint: AdminEndpoint) -> CostBucket {
        buckets.withLock { buckets in
            if let bucket = buckets[endpoint.base] { return bucket }
            let bucket = CostBucket(time: time)
            buckets[endpoint.base] = bucket
            return bucket
        }
    }
}
