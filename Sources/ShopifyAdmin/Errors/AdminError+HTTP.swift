extension AdminError {
    /// The error that an HTTP status other than 200 stands for.
    ///
    /// Source: Shopify, "Status and error codes" of the Admin API, and "Shopify API limits".
    static func status(_ status: Int, words: String?, isMutation: Bool) -> AdminError {
        let said = words.map { " Shopify says: “\($0)”" } ?? ""
        var error: AdminError
        switch status {
        case 400:
            error = AdminError(.badRequest, "Shopify does not understand the request.\(said)")
        case 401:
            error = AdminError(
                .unauthorized,
                "The shop does not accept the access token.\(said)",
                mend: "Enter a new access token, or check client id and secret, on the shop card."
            )
        case 402:
            error = AdminError(
                .paymentRequired,
                "The shop is frozen until its Shopify bill is paid.\(said)",
                mend: "Pay the open bill in the shop's admin; what runs by schedule goes on by itself afterwards."
            )
        case 403:
            error = AdminError(
                .forbidden,
                "Shopify has closed this shop's access to the API.\(said)",
                mend: "Ask Shopify's support why; usually the shop is under review."
            )
        case 404:
            error = AdminError(
                .notFound,
                "There is no shop at this address, or it does not know this API version.\(said)",
                mend: "Check the domain, the endpoint and the API version on the shop card."
            )
        case 423:
            error = AdminError(
                .locked,
                "Shopify has locked this shop.\(said)",
                mend: "Ask Shopify's support to unlock it; repeated excess of the API's limits is one reason."
            )
        case 429:
            error = AdminError(.throttled, "The shop's request limit is used up for the moment.\(said)")
        case 430:
            error = AdminError(
                .rejected,
                "Shopify took the request for an attack and refused it.\(said)",
                mend: "It is tried again later. If it stays, ask Shopify's support about the address that this server calls from."
            )
        case 408, 504:
            error = AdminError(.timeout, "Shopify did not answer in time (HTTP \(status)).\(said)", maybeApplied: isMutation)
        case 500...:
            error = AdminError(.unavailable, "Shopify has trouble of its own (HTTP \(status)).\(said)", maybeApplied: isMutation)
        default:
            error = AdminError(
                .unexpectedStatus,
                "Shopify answered with HTTP \(status), which means nothing here.\(said)",
                mend: "Check that the endpoint on the shop card is Shopify's Admin API.",
                maybeApplied: isMutation && (200..<300).contains(status)
            )
        }
        error.status = status
        return error
    }
}
