"""The cost of each field, for requests with the header `Shopify-GraphQL-Cost-Debug: 1`."""

from .cost import RequestedCost


class FieldCosts(RequestedCost):
    """Remembers, of each field that costs something, its path, its own cost and that of what hangs below it."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.path, self.fields_seen = [], []

    def field(self, type_, nodes, free):
        self.path.append((nodes[0].alias or nodes[0].name).value)
        at = len(self.fields_seen)
        self.fields_seen.append(None)
        cost = super().field(type_, nodes, free)
        children = sum(f["requestedTotalCost"] for f in self.fields_seen[at + 1 :] if f and len(f["path"]) == len(self.path) + 1)
        self.fields_seen[at] = {
            "path": list(self.path),
            "definedCost": max(0, cost - children),
            "requestedTotalCost": cost,
            "requestedChildrenCost": children,
        }
        self.path.pop()
        return cost

    def of(self, operation):
        self.total(operation)
        return [f for f in self.fields_seen if f and f["requestedTotalCost"]]
