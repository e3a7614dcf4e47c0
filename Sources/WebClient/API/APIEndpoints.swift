/// All endpoints of the API, room by room.
struct APIEndpoints: Sendable {
    let services: WebServices

    var all: [Endpoint] {
        SystemEndpoints(services: services).all
            + EntryEndpoints(services: services).all
            + LogEndpoints(services: services).all
            + NoticeEndpoints(services: services).all
            + PreviewEndpoint().all
            + ShopEndpoints(services: services).all
            + SyncEndpoints(services: services).all
            + ScheduleEndpoints(services: services).all
            + OrderEndpoints(services: services).all
            + RecordEndpoints(services: services).all
            + LinkEndpoints(services: services).all
            + PayoutEndpoints(services: services).all
            + LedgerEndpoints(services: services).all
            + LedgerCreationEndpoints(services: services).all
            + LedgerPostingEndpoints(services: services).all
            + ReceivedWebhookEndpoints(services: services).all
            + AuditEndpoints(services: services).all
    }
}
