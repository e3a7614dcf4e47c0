public import BackOffice
public import Foundation
public import JobQueue
public import Logging
public import ShopifyAdmin
public import Storage

/// The connector: shops, mappings, and the tasks that keep a shop and the back office in step.
///
/// Make one a process: its clients share each shop's API budget among all runs.
public struct Connector: Sendable {
    public let shops: Shops
    public let mappings: Mappings
    public let orders: Orders
    public let products: Products
    public let customers: Customers
    public let skipped: SkippedRecords
    public let activity: ActivityLog
    public let payouts: Payouts
    public let cues: Cues
    /// What Shopify sends by itself.
    public let webhooks: Webhooks
    /// Requests of persons about their data.
    public let privacy: PrivacyRequests
    /// What dry runs would have done.
    public let planned: PlannedChanges
    let database: Database
    let backOffice: any BackOffice
    let logger: Logger

    /// - Parameters:
    ///   - key: what tokens and secrets are encrypted with.
    ///   - publicURL: where the installation is reached from outside, for webhooks; nil: nowhere, everything comes by polling.
    ///   - transport: what sends requests, `HTTPClientTransport` outside of tests.
    public init(
        database: Database,
        backOffice: any BackOffice,
        key: SecretKey,
        transport: any AdminTransport,
        publicURL: URL? = nil,
        time: AdminTime = .system,
        logger: Logger = Logger(label: "backroom.connector")
    ) {
        let clients = ShopClients(database: database, key: key, transport: transport, time: time, logger: logger)
        let shops = Shops(database: database, key: key, clients: clients, publicURL: publicURL)
        self.shops = shops
        webhooks = Webhooks(database: database, shops: shops, publicURL: publicURL)
        privacy = PrivacyRequests(database: database)
        mappings = Mappings(database: database, backOffice: backOffice)
        skipped = SkippedRecords(database: database)
        activity = ActivityLog(database: database)
        payouts = Payouts(database: database, backOffice: backOffice)
        cues = Cues(database: database)
        planned = PlannedChanges(database: database)
        orders = Orders(database: database, backOffice: backOffice)
        products = Products(database: database, backOffice: backOffice)
        customers = Customers(database: database, backOffice: backOffice)
        self.database = database
        self.backOffice = backOffice
        self.logger = logger
    }

    /// The tasks, for the job queue's registry.
    public var tasks: [any JobTask] {
        [
            SyncOrdersTask(connector: self), ProcessOrdersTask(connector: self), SyncShipmentsTask(connector: self),
            SyncInventoryTask(connector: self), SyncCustomersTask(connector: self),
            SyncPayoutsTask(connector: self), SyncProductsTask(connector: self), SyncImagesTask(connector: self),
            SyncAllTask(connector: self), MaintainShopTask(connector: self), PrivacyRequestsTask(connector: self),
        ]
    }
}
