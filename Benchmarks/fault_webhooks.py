"""The row of the fault matrix that is driven by webhooks: a server that Shopify tells of changes, and deliveries that come twice, in another
order, late, forged, or not at all. What the shop did must be here, once, without more runs and requests than it takes."""

from __future__ import annotations

import collections
import time

import fault_tasks
import harness

#: Orders that are placed while the server listens, and how many of them change right afterwards.
PLACED, CHANGED = 20, 5


class WebhooksIn(fault_tasks.OrdersIn):
    """Orders that webhooks tell of. The word that strikes is none: its faults are those of deliveries."""

    name = "orders by webhook"
    strikes = "^$"
    webhooks = True
    seed = {"products": 10, "customers": 10, "orders": 10, "lines": 2}


def prepare(cell):
    """A server at an address that the shop may call, and its subscriptions."""
    port = harness.free_port()
    cell.installation.environment |= {"BACKROOM_PORT": str(port), "BACKROOM_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    cell.prepare()
    cell.sandbox.control("webhooks/settings", {"retrySeconds": 0.2}, shop=cell.shop)
    cell.sync("sync-orders")
    cell.sync("maintain-shop")
    if not cell.sandbox.control("webhooks", {}, shop=cell.shop)["subscriptions"]:
        raise AssertionError("nothing was subscribed to")
    cell.installation.serve()
    cell.sandbox.clear_log(cell.shop)


def happen(cell) -> int:
    """Orders are placed, and some of them change; answers how many there are now."""
    cell.sandbox.control("orders/place", {"count": PLACED}, shop=cell.shop)
    for _ in range(CHANGED):
        cell.sandbox.control("orders/update", {"note": "changed"}, shop=cell.shop)
    return PLACED


def forge(cell):
    """Somebody who does not know the secret tells of orders."""
    uri = next(s["uri"] for s in cell.sandbox.control("webhooks", {}, shop=cell.shop)["subscriptions"] if "orders" in s["topic"].lower())
    for number in range(10):
        payload = {"id": 900 + number, "admin_graphql_api_id": f"gid://shopify/Order/{900 + number}", "updated_at": "2030-01-01T00:00:00Z"}
        cell.sandbox.control("webhooks/send", {"topic": "ORDERS_CREATE", "uri": uri, "payload": payload, "forged": True}, shop=cell.shop)


#: A server that was not told of a delivery looks for some after so many seconds.
LOOKS = 18


def rest(cell, seconds: float = 120) -> bool:
    """Waits until every delivery has its answer and the queue stays at rest; answers whether that came."""
    deadline, since = time.monotonic() + seconds, time.monotonic()
    while time.monotonic() < deadline:
        deliveries = cell.sandbox.control("webhooks", {}, shop=cell.shop)["deliveries"]
        waiting = [d for d in deliveries if d["status"] == "pending"]
        busy = [e for e in cell.installation.json("jobs", "list") if e["status"] in ("ready", "waiting", "inProcess")]
        if waiting or busy:
            since = time.monotonic()
        if time.monotonic() - since > LOOKS:
            return True
        time.sleep(0.5)
    return False


def disturb(cell, fault) -> tuple[int, str]:
    """Sets the fault, lets things happen and waits; answers how often it struck, and what happened in words."""
    cell.sandbox.control("webhooks/settings", {k: v for k, v in fault.webhooks.items() if k != "forged"}, shop=cell.shop)
    happen(cell)
    if fault.webhooks.get("forged"):
        forge(cell)
    if fault.webhooks.get("delay"):
        # Polling was faster than the news.
        cell.sync("sync-orders")
    rested = rest(cell)
    deliveries = cell.sandbox.control("webhooks", {}, shop=cell.shop)["deliveries"]
    ids = collections.Counter(d["id"] for d in deliveries)
    struck = len(deliveries)
    if fault.webhooks.get("forged"):
        struck = sum(d["status"] != "delivered" for d in deliveries)
    elif fault.webhooks.get("duplicate"):
        struck = sum(n - 1 for n in ids.values())
    elif fault.webhooks.get("drop"):
        struck = PLACED + CHANGED
    return struck, f"{len(deliveries)} deliveries" + ("" if rested else ", never at rest")


def audit(cell, fault) -> list[str]:
    """After the queue has come to rest, and before anything else is run."""
    problems = []
    runs = cell.installation.json("jobs", "log", "--limit", "200")
    orders = [run for run in runs if run["task"] == "sync-orders"]
    failed = [run for run in runs if run["status"] == "error"]
    if failed:
        problems.append(f"{len(failed)} runs failed: {failed[0].get('error')}")
    if fault.webhooks.get("drop"):
        cell.sync("sync-orders")
    problems += cell.task.audit(cell)
    created = sum(run["counts"]["created"] for run in cell.installation.json("jobs", "log", "--limit", "200") if run["task"] == "sync-orders")
    total = cell.task.seed["orders"] + PLACED
    if created != total:
        problems.append(f"{created} orders were created, not {total}")
    # The first import and the poll are ours; each burst of news is one run, and one more for what came while it ran.
    if len(orders) > 10:
        problems.append(f"{len(orders)} runs for {PLACED + CHANGED} changes")
    return problems
