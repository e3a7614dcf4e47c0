"""One bulk operation: CREATED, RUNNING, then COMPLETED, FAILED, CANCELED or EXPIRED."""

import tempfile

import orjson

from ..engine.registry import model
from ..model.base import Record

BATCH = 100


@model("BulkOperation")
class BulkOperation(Record):
    """`steps` yields after each batch, so that the server can go on answering in between."""

    __slots__ = (
        "number",
        "shop",
        "kind",
        "query",
        "status",
        "error_code",
        "created_at",
        "completed_at",
        "object_count",
        "root_count",
        "file",
        "size",
        "steps",
        "ready_at",
        "outcome",
        "partial",
        "identifier",
        "exhausted",
    )

    def __init__(self, number, shop, kind, query):
        self.number, self.shop, self.kind, self.query, self.status = number, shop, kind, query, "CREATED"
        self.error_code = self.completed_at = self.steps = self.outcome = self.identifier = None
        self.created_at, self.object_count, self.root_count, self.size, self.partial = shop.now(), 0, 0, 0, False
        self.exhausted = False
        self.file = tempfile.TemporaryFile()
        self.ready_at = shop.moment_now() + shop.bulk_seconds

    @property
    def over(self):
        return self.status in ("COMPLETED", "FAILED", "CANCELED", "EXPIRED")

    def write(self, value):
        line = orjson.dumps(value) + b"\n"
        self.file.write(line)
        self.size += len(line)
        self.object_count += 1

    def advance(self):
        """One step; True while there is more to do."""
        if self.over:
            return False
        if self.status == "CANCELING":
            return self.end("CANCELED")
        self.status = "RUNNING"
        if self.outcome and self.outcome != "COMPLETED" and self.root_count >= 1:
            self.partial = self.outcome in ("FAILED", "CANCELED")
            return self.end(self.outcome, "INTERNAL_SERVER_ERROR" if self.outcome == "FAILED" else None)
        if not self.exhausted:
            self.exhausted = next(self.steps, self) is self
            return True
        if self.shop.moment_now() < self.ready_at:
            return True
        return self.end(self.outcome or "COMPLETED")

    def end(self, status, error_code=None):
        self.status, self.error_code = status, error_code
        if status != "EXPIRED":
            self.completed_at = self.shop.now()
        self.shop.happened("BULK_OPERATIONS_FINISH", self)
        return False

    def work(self):
        """Goes on until nothing is left to do now: over, or only waiting for its time."""
        while self.advance():
            if self.exhausted and self.shop.moment_now() < self.ready_at:
                return
