public import Connector
public import JobQueue
public import Ledger
public import Storage

/// What the pages and the API serve: the rooms below, as one value that the program wires once.
public struct WebServices: Sendable {
    public let database: Database
    public let queue: JobQueue
    public let tasks: [TaskDescription]
    public let connector: Connector
    public let ledger: Ledger
    public let events: EventHub
    public let metrics: PrometheusRegistry
    public let health: Health
    public let version: String

    public init(
        database: Database,
        queue: JobQueue,
        tasks: [TaskDescription],
        connector: Connector,
        ledger: Ledger,
        events: EventHub,
        metrics: PrometheusRegistry,
        health: Health,
        version: String
    ) {
        self.database = database
        self.queue = queue
        self.tasks = tasks
        self.connector = connector
        self.ledger = ledger
        self.events = events
        self.metrics = metrics
        self.health = health
        self.version = version
    }
}
