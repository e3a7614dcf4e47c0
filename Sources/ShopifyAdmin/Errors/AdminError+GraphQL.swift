extension AdminError {
    /// The error that top-level GraphQL errors stand for: the gravest of them, the others beside it.
    static func graphQL(_ errors: [GraphQLError], isMutation: Bool) -> AdminError {
        let mapped = errors.map { single($0, isMutation: isMutation) }
        var error = mapped.min { rank($0.code) < rank($1.code) } ?? single(GraphQLError(message: "no reason given"), isMutation: isMutation)
        error.graphQLErrors = errors
        return error
    }

    /// What is told first when several things went wrong.
    private static func rank(_ code: Code) -> Int {
        let order: [Code] = [.throttled, .shopInactive, .maxCostExceeded, .internalError, .timeout, .accessDenied]
        return order.firstIndex(of: code) ?? order.count
    }

    /// The error that one top-level GraphQL error stands for.
    public static func single(_ graphQL: GraphQLError, isMutation: Bool) -> AdminError {
        var error = mapped(graphQL, isMutation: isMutation)
        let path = graphQL.path?.map(\.description).joined(separator: ".")
        error.field = error.field ?? path.flatMap { $0.isEmpty ? nil : $0 }
        error.requestID = graphQL.extensions?.requestId
        error.graphQLErrors = [graphQL]
        return error
    }

    private static func mapped(_ graphQL: GraphQLError, isMutation: Bool) -> AdminError {
        let words = graphQL.message
        switch graphQL.code {
        case "THROTTLED":
            return AdminError(.throttled, "The shop's API budget is used up for the moment.")
        case "ACCESS_DENIED":
            return accessDenied(graphQL)
        case "SHOP_INACTIVE":
            return AdminError(.shopInactive, "The shop is not active.", mend: "Open the shop in its admin, or disable it on the shop card.")
        case "MAX_COST_EXCEEDED":
            return AdminError(
                .maxCostExceeded,
                "The request is too expensive for Shopify: \(words)",
                mend: "Ask for fewer records at a time."
            )
        case "MAX_INPUT_SIZE_EXCEEDED":
            return AdminError(.maxInputSizeExceeded, "Too many records in one request: \(words)", mend: "Send at most 250 at a time.")
        case "INTERNAL_SERVER_ERROR":
            return AdminError(.internalError, "Shopify failed inside: \(words)", maybeApplied: isMutation)
        case "TIMEOUT", "GATEWAY_TIMEOUT", "REQUEST_TIMEOUT":
            return AdminError(.timeout, "Shopify gave up on the request: \(words)", maybeApplied: isMutation)
        case "RESOURCE_NOT_FOUND", "NOT_FOUND":
            return AdminError(.recordNotFound, "Shopify does not know a record that the request names: \(words)")
        case "BAD_REQUEST":
            return AdminError(.badRequest, "Shopify does not accept the request: \(words)")
        case "INVALID_VARIABLE":
            return invalidVariable(graphQL)
        default:
            if words.lowercased().hasPrefix("throttled") {
                return AdminError(.throttled, "The shop's API budget is used up for the moment.")
            }
            return AdminError(
                .invalidDocument,
                "Shopify does not accept the request: \(words)",
                mend: "The shop's API version may be another than the one this program was made for: check it on the shop card."
            )
        }
    }

    private static func accessDenied(_ graphQL: GraphQLError) -> AdminError {
        let access = graphQL.extensions?.requiredAccess
        let need = access.map { $0.hasSuffix(".") ? "It needs: \($0)" : "It needs: \($0)." } ?? graphQL.message
        var error = AdminError(
            .accessDenied,
            "The app may not use “\(graphQL.path?.last { if case .field = $0 { true } else { false } }?.description ?? "this")”. \(need)",
            mend: "Grant the app the missing access scope in Shopify, then test the shop."
        )
        error.requiredAccess = access
        return error
    }

    private static func invalidVariable(_ graphQL: GraphQLError) -> AdminError {
        let problem = graphQL.extensions?.problems?.first
        let field = problem?.path?.map(\.description).joined(separator: ".")
        let explanation = problem?.explanation.map { ": \($0)" } ?? ""
        return AdminError(
            .invalidVariables,
            "Shopify does not accept a value: \(graphQL.message)\(explanation)",
            field: field.flatMap { $0.isEmpty ? nil : $0 }
        )
    }
}
