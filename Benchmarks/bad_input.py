#!/usr/bin/env python3
"""What users get wrong: each is a clear error that names record and field, and the rest goes on. A table, tried through the program."""

from __future__ import annotations

import re
import sys

import harness

ITEMS = "no,description,unitPrice,currency"

#: What is wrong, the command ({} stands for the file), the file's text, exit status, what the error has to name.
COMMANDS = [
    ("CSV: a price that is no number", ["ledger", "import", "items", "{}"], f"{ITEMS}\nA1,Thing,cheap,USD\n", 1, ["unitPrice", "2|A1", "cheap"]),
    ("CSV: a boolean that is none", ["ledger", "import", "items", "{}"], "no,description,blocked\nA1,Thing,perhaps\n", 1, ["blocked", "perhaps"]),
    ("CSV: an unknown column", ["ledger", "import", "items", "{}"], "no,descripton\nA1,Thing\n", 1, ["descripton"]),
    ("CSV: the key column missing", ["ledger", "import", "items", "{}"], "description\nThing\n", 1, ["no"]),
    ("CSV: a variant of no item", ["ledger", "import", "variants", "{}"], "itemNo,code\nNOBODY,S\n", 1, ["itemNo", "NOBODY"]),
    ("CSV: a date that is none", ["ledger", "import", "prices", "{}"], "itemNo,currency,startingDate,unitPrice\nI1,USD,soon,1\n", 1, ["startingDate", "soon"]),
    ("price list without currency", ["ledger", "import", "prices", "{}"], "itemNo,unitPrice\nI1,9.50\n", 1, ["currency"]),
    ("price list with a currency that is none", ["ledger", "import", "prices", "{}"], "itemNo,currency,unitPrice\nI1,EURO,9.50\n", 1, ["currency", "EURO"]),
    ("negative stock in a file", ["ledger", "import", "inventory", "{}"], "itemNo,locationCode,quantity\nI1,MAIN,-5\n", 1, ["quantity", "-5|negative|below"]),
    ("stock at a location that is none", ["ledger", "import", "inventory", "{}"], "itemNo,locationCode,quantity\nI1,MOON,5\n", 1, ["locationCode", "MOON"]),
    ("negative count", ["ledger", "adjust", "I1", "--location", "MAIN", "--to=-5"], None, None, ["-5|negative|below"]),
    ("an item that is none", ["ledger", "adjust", "NOBODY", "--location", "MAIN", "--to", "5"], None, 3, ["NOBODY"]),
    ("a picture that is none", ["ledger", "picture", "I1", "{}"], "no picture at all", None, ["JPEG|PNG|picture"]),
    ("a payment state that is none", ["sync", "sync-orders", "--shop", "DEMO", "--param", "financialStatus=rich"], None, None, ["financialStatus", "rich"]),
    ("a parameter that is none", ["sync", "sync-orders", "--shop", "DEMO", "--param", "colour=red"], None, None, ["colour"]),
    ("a boolean parameter that is none", ["sync", "sync-products", "--shop", "DEMO", "--param", "onlyPrices=maybe"], None, None, ["onlyPrices"]),
    ("an instant that is none", ["sync", "sync-orders", "--shop", "DEMO", "--param", "since=yesterday"], None, None, ["since"]),
    ("a shop that is none", ["sync", "sync-orders", "--shop", "NOBODY"], None, 3, ["NOBODY"]),
    ("a task that is none", ["sync", "sync-everything", "--shop", "DEMO"], None, 3, ["sync-everything"]),
    ("every 0 minutes", ["jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--every", "0"], None, None, ["every"]),
    ("too many attempts", ["jobs", "add", "sync-orders", "--shop", "DEMO", "--max-attempts", "1000"], None, None, ["maximumAttempts|max-attempts|attempts"]),
    ("a zone that is none", ["jobs", "add", "sync-orders", "--shop", "DEMO", "--days", "all", "--zone", "Mars/Base"], None, None, ["[zZ]one", "Mars"]),
    ("a setting that is none", ["shop", "set", "DEMO", "colour=red"], None, None, ["colour"]),
    ("a choice that is none", ["shop", "set", "DEMO", "skuMapping=perhaps"], None, None, ["skuMapping", "itemNo"]),
    ("a currency that is none", ["shop", "set", "DEMO", "currency=EURO"], None, None, ["currency", "EURO"]),
]


def check(what: str, run: harness.Finished, status: int | None, names: list[str]) -> list[str]:
    said = f"{run.err}\n{run.out}"
    problems = []
    if run.status == 0 or (status is not None and run.status != status):
        problems.append(f"exit {run.status}, not {status or 'an error'}")
    if re.search(r"Fatal error|Swift\.|\bnil\b|Optional\(", said):
        problems.append("speaks of the program's inside")
    problems += [f"does not name {name}" for name in names if not re.search(name, said)]
    return [f"{what}: {problem}\n      said: {said.strip()[:300]}" for problem in problems]


def commands(ours: harness.Installation) -> list[str]:
    problems = []
    for what, words, text, status, names in COMMANDS:
        file = ours.folder / "given.csv"
        if text is not None:
            file.write_text(text)
        words = [str(file) if word == "{}" else word for word in words]
        problems += check(what, ours.run(*words), status, names)
        # The JSON form says the same and is one document or nothing.
    return problems


def orders(ours: harness.Installation, sandbox: harness.Sandbox) -> list[str]:
    """Items, accounts and customers that are missing: those orders are parked by name, the others become documents."""
    problems = []
    sandbox.control("seed", {"orders": 12, "lines": 1})
    ours.json("sync", "sync-orders", "--shop", "DEMO", "--foreground")
    everything = ours.json("orders", "list")

    def process(*settings: str) -> list[dict]:
        ours.json("shop", "set", "DEMO", *settings)
        ours.run("sync", "process-orders", "--shop", "DEMO", "--foreground", "--json")
        return ours.json("orders", "list")

    # The ledger knows half of the items.
    skus = sorted({v["sku"] for v in sandbox.graphql("{ productVariants(first: 100) { nodes { sku } } }")["productVariants"]["nodes"]})
    known = skus[: len(skus) // 2]
    (ours.folder / "items.csv").write_text(f"{ITEMS}\n" + "".join(f"{sku},Thing,5,USD\n" for sku in known))
    ours.json("ledger", "import", "items", str(ours.folder / "items.csv"))
    listed = process("shippingAccount=")
    if any(order["processed"] for order in listed) or not all("shippingAccount" in (order["error"] or "") for order in listed):
        problems.append(f"account missing: not every order names shippingAccount: {[o['error'] for o in listed][:2]}")
    listed = process("shippingAccount=8100")
    parked = [order for order in listed if order["error"]]
    done = [order for order in listed if order["processed"]]
    if len(parked) + len(done) != len(everything) or not parked or not done:
        problems.append(f"mapping missing: {len(done)} of {len(everything)} processed, {len(parked)} parked")
    problems += [f"mapping missing: {o['name']} does not name its line and SKU: {o['error']}" for o in parked if "SKU P" not in o["error"]]
    listed = process("createUnknownItems=true")
    left = [order["name"] for order in listed if not order["processed"]]
    return problems + ([f"mended, but {left} are not processed"] if left else [])


def products(ours: harness.Installation, sandbox: harness.Sandbox) -> list[str]:
    """Items that cannot be products are parked with record and field; the others go out."""
    problems = []
    ours.json("shop", "set", "DEMO", "itemSync=toShopify", "skuMapping=itemNo")
    (ours.folder / "items.csv").write_text(f"{ITEMS}\nGOOD1,Good,5,USD\nLONG1,{'x' * 300},5,USD\nGOOD2,Good too,6,USD\n")
    run = ours.run("ledger", "import", "items", str(ours.folder / "items.csv"))
    if run.status:
        problems += check("a title of 300 signs in a file", run, 1, ["LONG1|2|3", "description"])
        (ours.folder / "items.csv").write_text(f"{ITEMS}\nGOOD1,Good,5,USD\nGOOD2,Good too,6,USD\n")
        ours.json("ledger", "import", "items", str(ours.folder / "items.csv"))
    ours.json("sync", "sync-products", "--shop", "DEMO", "--foreground")
    titles = {p["title"] for p in sandbox.everything(
        "query($after: String) { products(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { title } } }", "products"
    )}
    if not {"Good", "Good too"} <= titles:
        problems.append(f"items beside a bad one did not go out: {titles}")
    for record in ours.json("skipped", "list"):
        if not record["reason"] or not record["record"]:
            problems.append(f"a skipped record without reason or record: {record}")
    return problems


def main() -> int:
    sandbox = harness.Sandbox("--products", "12", "--customers", "5", "--rate", "100000", "--bucket", "1000000")
    ours = harness.Installation()
    ours.environment["BACKROOM_LOG_LEVEL"] = "error"
    try:
        ours.add_shop("DEMO", sandbox, createUnknownItems="false", allowDataSync="true")
        (ours.folder / "base.csv").write_text(f"{ITEMS}\nI1,Thing,5,USD\n")
        ours.json("ledger", "import", "items", str(ours.folder / "base.csv"))
        (ours.folder / "base.csv").write_text("code,name\nMAIN,Main\n")
        ours.json("ledger", "import", "locations", str(ours.folder / "base.csv"))
        problems = commands(ours) + orders(ours, sandbox) + products(ours, sandbox)
    finally:
        ours.stop()
        sandbox.stop()
    for problem in problems:
        print(f"  NO  {problem}")
    print(f"{len(COMMANDS)} commands and three syncs with bad input: {len(problems)} not as they should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
