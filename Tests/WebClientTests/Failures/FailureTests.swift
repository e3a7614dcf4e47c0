import BackOffice
import Connector
import Foundation
import HTTPTypes
import JobQueue
import Storage
import Testing

@testable import WebClient

struct FailureTests {
    @Test func eachRoomsErrorsAreSorted() {
        let cases: [(any Error, Failure.Kind, String)] = [
            (JobQueueError(.notFound, "x"), .notFound, "not_found"), (JobQueueError(.inProcess, "x"), .conflict, "in_process"),
            (JobQueueError(.invalid, "x", field: "priority"), .wrongUse, "invalid"),
            (JobQueueError(.leaseLost, "x"), .failed, "lease_lost"),
            (ConnectorError(.notFound, "x"), .notFound, "not_found"), (ConnectorError(.unknownKey, "x"), .wrongUse, "unknown_key"),
            (ConnectorError(.shopDisabled, "x"), .conflict, "shop_disabled"),
            (ConnectorError(.refusedByShopify, "x"), .refused, "refused_by_shopify"),
            (BackOfficeError(.unreachable, record: "x", sentence: "x"), .unreachable, "unreachable"),
            (BackOfficeError(.alreadyExists, record: "x", sentence: "x"), .conflict, "already_exists"),
            (StorageError(.databaseFromNewerVersion, "x"), .failed, "database_from_newer_version"),
            (StorageError(.invalidAddress, "x"), .wrongUse, "invalid_address"), (CancellationError(), .failed, "failed"),
        ]
        for (error, kind, code) in cases {
            let failure = Failure(classifying: error)
            #expect(failure.kind == kind, "\(error)")
            #expect(failure.code == code, "\(error)")
        }
    }

    @Test func theInsideStaysInside() {
        let problem = Problem(classifying: StorageError(.disk, "/var/lib/secret.db is full"))
        #expect(problem.status == .internalServerError)
        #expect(!problem.detail.contains("secret.db"))
        #expect(problem.code == "internal_error")
    }

    @Test func aFieldGoesAlong() {
        let problem = Problem(classifying: JobQueueError(.invalid, "must be low, normal or high", field: "priority"))
        #expect(problem.status == .unprocessableContent)
        #expect(problem.errors == [.init(field: "priority", message: "must be low, normal or high")])
    }
}
