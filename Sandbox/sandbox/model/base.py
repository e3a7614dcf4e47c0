"""What all kept objects share."""

from functools import lru_cache
from datetime import datetime, UTC


class Record:
    """An object with a number (the tail of its gid); `typename` is the GraphQL type."""

    __slots__ = ()
    typename = None

    @property
    def id(self):
        return f"gid://shopify/{self.typename}/{self.number}"

    @property
    def legacy_resource_id(self):
        return str(self.number)


@lru_cache(maxsize=200_000)
def iso(seconds):
    """Seconds since 1970 as Shopify writes a DateTime; None stays None."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(text):
    """Whole seconds since 1970 of an ISO 8601 text."""
    value = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if value.tzinfo is None:
        value = value.replace(tzinfo=UTC)
    return int(value.timestamp())


def number_in(gid):
    """The number at the end of a gid, None when it is none."""
    tail = str(gid).split("?")[0].rsplit("/", 1)[-1]
    return int(tail) if tail.isdigit() else None


def type_in(gid):
    parts = str(gid).split("/")
    return parts[3] if len(parts) >= 5 and str(gid).startswith("gid://shopify/") else None
