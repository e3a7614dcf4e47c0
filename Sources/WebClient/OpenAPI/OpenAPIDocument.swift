import Hummingbird
import JobQueue

/// The description of the API (OpenAPI 3.1), made from the endpoints that the router serves.
struct OpenAPIDocument: Sendable {
    let endpoints: [Endpoint]
    let components: [String: Schema]
    let version: String

    var document: JSONValue {
        var paths: [String: JSONValue] = [:]
        for endpoint in endpoints {
            var operations = paths[endpoint.path]?.members ?? [:]
            operations[endpoint.method.rawValue.lowercased()] = operation(endpoint)
            paths[endpoint.path] = .object(operations)
        }
        var schemas = components.mapValues(\.document)
        schemas["Problem"] = Self.problem.document
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Backroom",
                "version": .string(version),
                "description": "Shops, syncs, the job queue and the ledger. Every call needs a bearer token (`backroom token create`).",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(Set(endpoints.map(\.tag)).sorted().map { ["name": .string($0)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
            ],
        ]
    }

    private func operation(_ endpoint: Endpoint) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(endpoint.name),
            "summary": .string(endpoint.summary),
            "tags": [.string(endpoint.tag)],
            "parameters": .array(parameters(endpoint)),
            "responses": .object(responses(endpoint)),
        ]
        if let body = endpoint.body {
            members["requestBody"] = [
                "required": .bool(!endpoint.bodyIsOptional),
                "content": ["application/json": ["schema": body.document]],
            ]
        }
        if case .role(let role) = endpoint.access {
            members["security"] = [["token": []]]
            members["description"] = .string("Needs the role \(role.rawValue).")
        } else {
            members["security"] = []
        }
        return .object(members)
    }

    private func parameters(_ endpoint: Endpoint) -> [JSONValue] {
        var parameters = endpoint.pathParameters.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        parameters += endpoint.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": false, "description": .string(parameter.help),
                "schema": parameter.schema.document,
            ]
        }
        if endpoint.isWrite, endpoint.access != .open {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "The same key with the same request gets the first answer again.",
                "schema": ["type": "string", "minLength": 1, "maxLength": 255],
            ])
        }
        return parameters
    }

    private func responses(_ endpoint: Endpoint) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for answer in endpoint.answers {
            var members: [String: JSONValue] = ["description": .string(answer.help)]
            if let schema = answer.schema { members["content"] = .object([answer.mediaType: ["schema": schema.document]]) }
            responses[String(answer.status.code)] = .object(members)
        }
        responses["default"] = [
            "description": "The call was refused or failed.",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
        return responses
    }

    static let problem = Schema.object([
        .required("type", .text),
        .required("title", .text),
        .required("status", .integer()),
        .required("code", .text, "Stable: compare this, not the sentence."),
        .required("detail", .text, "A sentence to act on."),
        .optional("errors", .array(.object([.required("field", .text), .required("message", .text)]))),
    ])
}
