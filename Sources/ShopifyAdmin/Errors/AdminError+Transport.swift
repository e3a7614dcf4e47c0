extension AdminError {
    /// The error that a failure on the way stands for.
    static func transport(_ failure: AdminTransportFailure, isMutation: Bool, bodyLimit: Int = 0) -> AdminError {
        switch failure.kind {
        case .notConnected:
            AdminError(
                .notConnected,
                "The shop cannot be reached.",
                mend: "Check the network, and the domain and endpoint on the shop card.",
                cause: failure.cause
            )
        case .timeout:
            AdminError(.timeout, "Shopify did not answer in time.", maybeApplied: isMutation, cause: failure.cause)
        case .connectionLost:
            AdminError(
                .connectionLost,
                "The connection to Shopify broke before the answer was there.",
                maybeApplied: isMutation,
                cause: failure.cause
            )
        case .bodyTooLarge:
            AdminError(
                .bodyTooLarge,
                "The answer is larger than the \(bodyLimit >> 20) MiB that are read.",
                mend: "Ask for fewer records at a time. If that is no help, the endpoint on the shop card may not be Shopify's.",
                maybeApplied: isMutation,
                cause: failure.cause
            )
        }
    }
}
