"""Replays recorded exchanges against a shop: ids of the recording are translated into ours as the answers come."""

import json
import re

from graphql.language import ast as A

from sandbox.engine.registry import FIELDS
from sandbox.engine.scopes import ALL
from sandbox.engine.service import answer
from sandbox.engine.variables import RequestError

PATH = re.compile(r"tmp/[\w/.-]+")
GID = re.compile(r"gid://shopify/\w+/[\w-]+(\?[\w=&-]+)?")


STANDINS = {
    "ProductVariant": "variants",
    "InventoryItem": "inventory_items",
    "Location": "locations",
    "Customer": "customers",
    "Product": "products",
}


def tail(gid):
    digits = gid.split("?")[0].rsplit("/", 1)[-1]
    return int(digits) if digits.isdigit() else None


def invented(number):
    """Numbers that no record has: 0, 42, 999999999999, 515151515151 …"""
    return not number.isdigit() or len(number) < 8 or len(set(number)) <= 2 or number.endswith("00000000")


def find_entries(value):
    """Input objects that name an inventory item and a location."""
    if isinstance(value, dict):
        if "inventoryItemId" in value and "locationId" in value:
            yield value
        for item in value.values():
            yield from find_entries(item)
    elif isinstance(value, list):
        for item in value:
            yield from find_entries(item)


class Replay:
    """One recording: its exchanges in order, with the translation of ids learnt so far."""

    def __init__(self, server, shop, version="2026-04"):
        self.server, self.shop, self.documents, self.ids = server, shop, server.documents_of(version), {}
        self.paths, self.stocked = {}, set()

    def translate(self, value):
        if isinstance(value, str):
            if value in self.paths:
                return self.paths[value]
            return GID.sub(lambda m: self.ids.get(m.group(0), m.group(0)), value)
        if isinstance(value, list):
            return [self.translate(v) for v in value]
        if isinstance(value, dict):
            return {k: self.translate(v) for k, v in value.items()}
        return value

    def set_the_scene(self, exchange):
        """Records that were there before the recording began are stood for by records of ours."""
        variables = exchange["variables"] or {}
        for gid in sorted(set(m.group(0) for m in GID.finditer(json.dumps(variables) + exchange["query"]))):
            kind, number = gid.split("/")[3], gid.split("/")[-1].split("?")[0]
            if gid in self.ids or kind not in STANDINS or invented(number):
                continue
            candidates = [r.id for r in getattr(self.shop, STANDINS[kind]) if r.id not in self.ids.values()]
            if candidates:
                self.ids[gid] = candidates[0]
        for entry in find_entries(self.translate(variables)):
            item, place = self.shop.inventory_items.get(tail(entry["inventoryItemId"])), self.shop.locations.get(tail(entry["locationId"]))
            level = item.levels.get(place.number) if item and place else None
            if level is not None and entry.get("changeFromQuantity") is not None and (item.number, place.number) not in self.stocked:
                self.stocked.add((item.number, place.number))
                level.available = entry["changeFromQuantity"]

        for path in sorted(set(PATH.findall(json.dumps(variables)))):
            if path not in self.paths and "NO_SUCH_FILE" not in json.dumps(exchange["response"]):
                target = self.shop.staged.add("variables.jsonl", "text/jsonl", "BULK_MUTATION_VARIABLES", "POST", None)
                target.content, self.paths[path] = b"{}\n", target.key
                if "is empty" in json.dumps(exchange["response"]):
                    target.content = b""
                elif "maximum allowed size of 100 MB" in json.dumps(exchange["response"]):
                    target.content = b"x" * (101 * 1024 * 1024)

    def upload(self, exchange):
        """After a target for bulk variables was given out: the file that the recording put there."""
        step = exchange["step"].lower()
        if "missing" in step:
            return
        for target in self.shop.staged.targets.values():
            if target.content is None:
                target.content = b"" if "empty" in step else b"{}\n"

    def possible(self, exchange):
        """Whether all records that the request names are known by now (or never were any)."""
        for operation in self.documents.get(exchange["query"]).operations[:1]:
            names = {d.variable.name.value for d in operation.variable_definitions or () if d.type.kind == "non_null_type"}
            if names - set(exchange["variables"] or {}) and "INVALID_VARIABLE" not in json.dumps(exchange["response"]):
                return False  # the recording lost its variables
        for match in GID.finditer(json.dumps(exchange["variables"] or {}) + exchange["query"]):
            number = match.group(0).split("/")[-1].split("?")[0]
            if match.group(0) not in self.ids and not invented(number):
                return False
        return True

    def learn(self, theirs, ours):
        """Where both answers have an id at the same place, the recorded one means ours from now on."""
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for key, value in theirs.items():
                self.learn(value, ours.get(key))
        elif isinstance(theirs, list) and isinstance(ours, list):
            for a, b in zip(theirs, ours):
                self.learn(a, b)
        elif isinstance(theirs, str) and isinstance(ours, str) and theirs != ours:
            if GID.fullmatch(theirs) and GID.fullmatch(ours):
                self.ids.setdefault(theirs, ours)
            elif theirs.startswith("tmp/") and ours.startswith("tmp/"):
                self.paths[theirs] = ours

    def offered(self, query):
        """The document, when the schema knows it and the sandbox offers all its mutations."""
        try:
            document = self.documents.get(query)
        except RequestError:
            return None
        for operation in document.operations:
            if operation.operation.value != "mutation":
                continue
            for node in operation.selection_set.selections:
                if isinstance(node, A.FieldNode) and ("Mutation", node.name.value) not in FIELDS:
                    return None
        return document

    def run(self, exchange):
        text = self.translate(exchange["query"])
        body = answer(
            self.server, self.shop, self.documents, text, self.translate(exchange["variables"] or {}), None, frozenset(ALL), "replay"
        ).body
        body = json.loads(json.dumps(body, default=str))
        self.learn(exchange["response"].get("data"), body.get("data"))
        return body


def errors_of(body):
    """(where, code) of every error: top level and user errors, in order of the answer."""
    found = [("errors", (e.get("extensions") or {}).get("code")) for e in body.get("errors") or [] if isinstance(e, dict)]
    data = body.get("data")
    for key, payload in (data or {}).items() if isinstance(data, dict) else ():
        if not isinstance(payload, dict):
            continue
        for name, entries in payload.items():
            if name.lower().endswith("errors") and isinstance(entries, list):
                found += [(f"{key}.{name}", tuple(map(str, e.get("field") or [])), e.get("code"), mask(e.get("message"))) for e in entries]
    return found


def mask(text):
    return re.sub(r"gid://\S+|\d{4,}", "#", text or "")


def same_shape(theirs, ours):
    """Whether our answer has the keys of theirs, null where theirs is null for objects and lists alike."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and theirs.keys() == ours.keys() and all(same_shape(theirs[k], ours[k]) for k in theirs)
    if isinstance(theirs, list):
        return isinstance(ours, list) and (not theirs or not ours or same_shape(theirs[0], ours[0]))
    return not isinstance(ours, (dict, list))
