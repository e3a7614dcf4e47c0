"""Order objects out of recorded exchanges: `python3 -m sandbox.recorded FILE.jsonl` writes them, merged by id, as one JSON object
{"orders": [...]} that the control address takes at `seed-recorded`."""

import json
import re
import sys

_ORDER = re.compile(r"^gid://shopify/Order/\d+$")


def orders_of(lines):
    """The order objects of all answers, merged by id, in the order in which they first appear."""
    found = {}

    def walk(value):
        if isinstance(value, dict):
            if _ORDER.match(str(value.get("id", ""))):
                known = found.get(value["id"])
                found[value["id"]] = merge(known, value) if known else merge({}, value)
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    for line in lines:
        exchange = json.loads(line)
        if isinstance(exchange.get("response"), dict):
            walk(exchange["response"].get("data"))
    return list(found.values())


def merge(old, new):
    """What both know, the newer one winning; lists of objects with ids are joined by id."""
    if isinstance(old, dict) and isinstance(new, dict):
        if old.get("id") and new.get("id") and old["id"] != new["id"]:
            return merge({}, new)
        result = dict(old)
        for key, value in new.items():
            result[key] = merge(old.get(key), value) if value is not None or key not in old else old[key]
        return result
    if isinstance(new, list):
        return merge_lists(old if isinstance(old, list) else [], new)
    if isinstance(new, dict):
        return merge({}, new)
    return new


def merge_lists(old, new):
    def key(item):
        if not isinstance(item, dict):
            return None
        return item.get("id") or (item.get("node") or {}).get("id")

    if not all(key(item) for item in [*old, *new]):
        return [merge(None, item) for item in new]
    result = {key(item): item for item in old}
    for item in new:
        result[key(item)] = merge(result.get(key(item)) or {}, item)
    return list(result.values())


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    lines = [line for name in sys.argv[1:] for line in open(name, encoding="utf-8")]
    json.dump({"orders": orders_of(lines)}, sys.stdout, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
