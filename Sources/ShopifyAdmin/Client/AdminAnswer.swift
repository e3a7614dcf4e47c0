import Foundation

/// A usable answer before its data is decoded.
struct AdminAnswer: Sendable {
    let data: RawJSON
    let errors: [GraphQLError]
    let cost: AdminCost?
    let requestID: String?
    let apiVersion: String?
}

/// What is sent: the operation's document and its variables.
struct AdminRequestBody<Operation: AdminOperation>: Encodable {
    let operation: Operation

    enum CodingKeys: CodingKey {
        case query
        case variables
        case operationName
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Operation.document, forKey: .query)
        try container.encode(operation, forKey: .variables)
        try container.encode(Operation.name, forKey: .operationName)
    }
}
