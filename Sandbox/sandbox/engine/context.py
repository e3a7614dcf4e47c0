"""What field functions know about the request they answer."""

import uuid

from ..shopfloor.card import shop_object


class Context:
    __slots__ = (
        "shop",
        "server",
        "variables",
        "arguments",
        "errors",
        "root",
        "scopes",
        "versions",
        "request_id",
        "_shop",
        "changes",
        "origin",
    )

    def __init__(self, shop, server, variables, scopes, versions, request_id, origin=None):
        self.shop, self.server, self.variables, self.scopes = shop, server, variables, scopes
        self.versions, self.request_id = versions, request_id
        self.arguments, self.errors, self.root, self._shop, self.changes = [], [], None, None, 0
        self.origin = origin or server.address

    def fail(self, error, node, key):
        token = node.loc.start_token
        entry = {"message": error.message, "locations": [{"line": token.line, "column": token.column}]}
        if error.extensions:
            entry["extensions"] = error.extensions
        entry["path"] = [key]
        self.errors.append(entry)

    def shop_object(self):
        if self._shop is None:
            self._shop = shop_object(self.shop)
        return self._shop

    def applied(self, operation, **detail):
        """Notes in the audit that the shop was changed."""
        self.changes += 1
        self.shop.note_applied(operation, request=self.request_id, **detail)

    def uuid(self):
        """A random id that the shop's seed determines."""
        return str(uuid.UUID(int=self.shop.random.getrandbits(128), version=4))
