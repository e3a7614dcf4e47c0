"""Staged uploads: targets that were given out, and what was put there."""

import secrets


class Target:
    __slots__ = ("key", "filename", "mime", "resource", "method", "content", "url", "size")

    def __init__(self, key, filename, mime, resource, method, size):
        self.key, self.filename, self.mime, self.resource, self.method, self.size = key, filename, mime, resource, method, size
        self.content, self.url = None, None


class Staged:
    """Targets by key; the key is the last part of the address and, for POST, the form's `key`."""

    def __init__(self, shop):
        self.shop, self.targets = shop, {}

    def add(self, filename, mime, resource, method, size):
        key = f"tmp/{self.shop.seed}/{resource.lower()}/{secrets.token_hex(8)}/{filename}"
        made = self.targets[key] = Target(key, filename, mime, resource, method, size)
        return made

    def get(self, key):
        return self.targets.get(key)

    def by_address(self, address):
        """The target whose resource address or key this is."""
        text = str(address or "").split("?")[0]
        at = text.find("tmp/")
        return self.targets.get(text[at:]) if at >= 0 else None
