"""Bulk operations by the API."""

from ..bulk.operation import BulkOperation
from ..bulk.rules import Refused, check_mutation, check_query
from ..bulk.run import mutation_steps, query_steps
from ..engine.documents import Document
from ..engine.registry import field
from ..engine.variables import RequestError
from ..model.base import iso, number_in
from .common import find, user_error

CONCURRENT = 5


def running(shop, kind):
    return [o for o in shop.bulk_operations if o.kind == kind and not o.over]


def start(c, operation, steps):
    operation.steps, operation.outcome = steps, c.shop.bulk_outcome
    c.shop.bulk_outcome = None
    c.shop.bulk_operations.add(operation)
    c.server.wake(c.shop)
    c.applied("bulkOperationRunQuery" if operation.kind == "QUERY" else "bulkOperationRunMutation", id=operation.id)
    return {"bulkOperation": operation, "userErrors": []}


@field("Mutation.bulkOperationRunQuery")
def _(_o, a, c):
    def refuse(message, code, path=("query",)):
        return {
            "bulkOperation": None,
            "userErrors": [
                user_error(list(path) if path else None, text, code, "BulkOperationUserError")
                for text in ([message] if isinstance(message, str) else message)
            ],
        }

    schema = c.server.schema
    try:
        tree = check_query(schema, a["query"])
        Document(schema, a["query"])
    except Refused as error:
        return refuse(error.messages, error.code)
    except RequestError as error:
        return refuse(f"Invalid bulk query: {error}", "INVALID")
    if len(running(c.shop, "QUERY")) >= CONCURRENT:
        return refuse(
            "A bulk query operation for this app and shop is already in progress: " + " ".join(o.id for o in running(c.shop, "QUERY")),
            "OPERATION_IN_PROGRESS",
            None,
        )
    operation = BulkOperation(c.shop.numbers.next("BulkOperation"), c.shop, "QUERY", a["query"])
    return start(c, operation, query_steps(operation, c.server, schema, tree, c.scopes))


@field("Mutation.bulkOperationRunMutation")
def _(_o, a, c):
    def refuse(message, code, path=None):
        return {"bulkOperation": None, "userErrors": [user_error(path, message, code, "BulkMutationUserError")]}

    schema, identifier = c.server.schema, a.get("clientIdentifier")
    if identifier is not None and not 10 <= len(identifier) <= 255:
        words = "is too short (minimum is 10 characters)" if len(identifier) < 10 else "is too long (maximum is 255 characters)"
        return refuse(words, "INVALID_MUTATION", ["clientIdentifier"])
    try:
        tree = check_mutation(schema, a["mutation"])
        Document(schema, a["mutation"])
    except Refused as error:
        return refuse(str(error), error.code, None if error.code else ["mutation"])
    except RequestError as error:
        return refuse(f"Invalid bulk mutation: {error}", "INVALID_MUTATION")
    staged = c.shop.staged.get(a["stagedUploadPath"]) or c.shop.staged.by_address(a["stagedUploadPath"])
    if staged is None or staged.content is None:
        return refuse(
            "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for "
            "the stagedUploadPath mutation argument.",
            "NO_SUCH_FILE",
        )
    if not staged.content.strip():
        return refuse("The input file is empty.", "INVALID_STAGED_UPLOAD_FILE")
    if len(staged.content) > 100 * 1024 * 1024:
        return refuse("The input file size exceeds the maximum allowed size of 100 MB.", "INVALID_STAGED_UPLOAD_FILE")
    if len(running(c.shop, "MUTATION")) >= CONCURRENT:
        return refuse(
            "A bulk mutation operation for this app and shop is already in progress: "
            + " ".join(o.id for o in running(c.shop, "MUTATION")),
            "OPERATION_IN_PROGRESS",
        )
    operation = BulkOperation(c.shop.numbers.next("BulkOperation"), c.shop, "MUTATION", a["mutation"])
    operation.identifier = identifier
    return start(c, operation, mutation_steps(operation, c.server, schema, tree, staged.content, c.scopes))


@field("Mutation.bulkOperationCancel")
def _(_o, a, c):
    operation = find(c, a["id"], "BulkOperation")
    if operation is None:
        return {"bulkOperation": None, "userErrors": [user_error(["id"], "Bulk operation does not exist")]}
    if operation.over:
        return {
            "bulkOperation": operation,
            "userErrors": [user_error(None, f"A bulk operation cannot be canceled when it is {operation.status.lower()}")],
        }
    operation.status, operation.partial = "CANCELING", operation.object_count > 0
    c.server.wake(c.shop)
    c.applied("bulkOperationCancel", id=operation.id)
    return {"bulkOperation": operation, "userErrors": []}


@field("QueryRoot.bulkOperation")
def _(_o, a, c):
    return c.shop.bulk_operations.get(number_in(a["id"]))


@field("QueryRoot.bulkOperations")
def _(_o, a, c):
    # The newest come first unless the request says otherwise.
    return c.shop.bulk_operations.page({**a, "reverse": not a.get("reverse")})


@field("QueryRoot.currentBulkOperation")
def _(_o, a, c):
    found = [o for o in c.shop.bulk_operations if o.kind == (a.get("type") or "QUERY")]
    return found[-1] if found else None


@field("BulkOperation.type")
def _(o, a, c):
    return o.kind


@field("BulkOperation.createdAt")
def _(o, a, c):
    return iso(o.created_at)


@field("BulkOperation.completedAt")
def _(o, a, c):
    return iso(o.completed_at)


@field("BulkOperation.objectCount")
def _(o, a, c):
    return str(o.object_count)


@field("BulkOperation.rootObjectCount")
def _(o, a, c):
    return str(o.root_count)


@field("BulkOperation.fileSize")
def _(o, a, c):
    return str(o.size) if o.over and o.size and o.status != "EXPIRED" else None


def address(o, c):
    return f"{c.origin}/bulk/{o.shop.name}/{o.number}.jsonl?response-content-disposition=attachment"


@field("BulkOperation.url")
def _(o, a, c):
    return address(o, c) if o.status == "COMPLETED" and o.object_count else None


@field("BulkOperation.partialDataUrl")
def _(o, a, c):
    return address(o, c) if o.status in ("FAILED", "CANCELED") and o.partial else None
