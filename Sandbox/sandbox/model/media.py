"""Pictures and other files: processed some time after they were given."""

from ..engine.registry import model
from .base import Record


@model("MediaImage")
class Media(Record):
    """`ready_at` is the shop's clock with fractions; `failure` is (code, message) of what processing will find."""

    __slots__ = (
        "number",
        "shop",
        "alt",
        "source",
        "created_at",
        "updated_at",
        "ready_at",
        "failure",
        "width",
        "height",
        "content",
        "mime",
        "filename",
    )

    def __init__(self, number, shop, source, alt, now, ready_at):
        self.number, self.shop, self.source, self.alt, self.created_at, self.updated_at = number, shop, source, alt, now, now
        self.ready_at, self.failure, self.width, self.height, self.content, self.mime = ready_at, None, None, None, None, "image/png"
        self.filename = None

    @property
    def status(self):
        if self.shop.moment_now() < self.ready_at:
            return "PROCESSING" if self.shop.moment_now() > self.ready_at - self.shop.media_seconds / 2 else "UPLOADED"
        return "FAILED" if self.failure else "READY"


@model("GenericFile")
class GenericFile(Media):
    __slots__ = ()
    typename = "GenericFile"


@model("Metafield")
class Metafield(Record):
    __slots__ = ("number", "owner", "namespace", "key", "type", "value", "created_at", "updated_at")

    def __init__(self, number, owner, namespace, key, type_, value, now):
        self.number, self.owner, self.namespace, self.key, self.type, self.value = number, owner, namespace, key, type_, value
        self.created_at = self.updated_at = now
