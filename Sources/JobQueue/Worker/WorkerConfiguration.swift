import Foundation

/// How a worker runs entries.
public struct WorkerConfiguration: Sendable {
    /// What the run log calls this node.
    public var name: String
    /// Entries that run at the same time in this process. Those that only wait (``JobContext/waits(_:)``) are not counted, up to four times as
    /// many.
    public var concurrency = 4
    /// Entries claimed, and results saved, in one transaction at most. Quick entries are claimed ahead up to this number; those that have not
    /// begun after half a second go back.
    public var batch = 500
    /// How often the node says that it is alive.
    public var heartbeat = Duration.seconds(10)
    /// Silence after which others take back what a node holds. Less than the 30 s that are promised, since it has to be noticed and the entry to
    /// be claimed anew.
    public var lease = Duration.seconds(25)
    /// How long a node that cannot renew its lease trusts it: less than ``lease``, so that it stops before others start.
    public var trust = Duration.seconds(21)
    /// The longest sleep of an idle worker: signals are hints, looking is the truth.
    public var poll = Duration.seconds(5)
    /// Time between looks for dead nodes, overdue cancellations and webhooks.
    public var upkeep = Duration.seconds(1)
    /// Time for running tasks to reach a checkpoint when the worker shuts down; then they are cancelled.
    public var shutdownGrace = Duration.seconds(20)
    /// Time for a cancelled attempt to stop; then its lease is withdrawn.
    public var cancellationGrace = Duration.seconds(30)
    /// How long runs and finished entries are kept.
    public var retention = Duration.seconds(30 * 86_400)
    /// What tells others on this machine that this node's process is gone; nil leaves that to the lease.
    var process: ProcessIdentity? = .current
    /// What it sleeps and measures by.
    public var clock: any Clock<Duration> = ContinuousClock()
    /// Delivers outgoing webhooks; without it they stay pending.
    public var webhooks: WebhookSettings?

    public init(name: String? = nil) {
        let process = ProcessInfo.processInfo
        self.name = name ?? "\(process.hostName):\(process.processIdentifier)"
    }
}

/// How outgoing webhooks are delivered and signed.
public struct WebhookSettings: Sendable {
    public let sender: any WebhookSender
    /// The HMAC key that receivers know.
    public let key: [UInt8]

    public init(sender: any WebhookSender, key: [UInt8]) {
        self.sender = sender
        self.key = key
    }
}
