#!/usr/bin/env python3
"""Many shops with eight recurring entries each on one node, one shop failing always, one throttled always: are the others slowed?

One node, measured three times as long as an entry's period: first all shops catch up (not counted), then without the two bad shops, then
with them. Of the runs of good shops: how long after their time they start, and how long they take. Exits 1 where the bad shops make a 95th
percentile worse by more than a quarter and a second, or where a run of a good shop fails.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
import urllib.request

import harness

TASKS = (
    "sync-orders",
    "process-orders",
    "sync-shipments",
    "sync-products",
    "sync-inventory",
    "sync-customers",
    "sync-payouts",
    "sync-images",
)
# One that always fails, one that is always throttled.
BAD = ("S0", "S1")


class Node:
    """A server with its API."""

    def __init__(self, workers: int):
        self.installation = harness.Installation()
        self.installation.environment["BACKROOM_WORKERS"] = str(workers)
        self.installation.environment["BACKROOM_LOG_LEVEL"] = "error"
        self.token = self.installation.json("token", "create", "measure", "--role", "administrator")["token"]
        self.address = f"http://127.0.0.1:{self.installation.environment['BACKROOM_PORT']}/api/v1"
        self.process = self.installation.start("serve")
        deadline = time.monotonic() + 60
        while True:
            try:
                self.call("GET", "/tasks")
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.2)

    def call(self, method: str, path: str, body: dict | None = None):
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")


def instant(text: str) -> float:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def connect(node: Node, sandbox: harness.Sandbox, number: int):
    """A shop with its card."""
    name = f"s{number}"
    sandbox.control("shops/add", {"products": 2, "customers": 2, "orders": 3, "rate": 100_000, "bucket": 1_000_000}, shop=name)
    code = name.upper()
    settings = {"customerImport": "all", "itemSync": "fromShopify", "allowDataSync": "true", "skuMapping": "itemNo"}
    given = {"code": code, "url": f"https://{name}.myshopify.com", "token": harness.TOKEN}
    node.call("POST", "/shops", {**given, "endpoint": f"{sandbox.address}/shops/{name}", "settings": settings})
    node.call("PATCH", f"/shops/{code}", {"enabled": True})


def schedule(node: Node, number: int, every: int, begin: datetime.datetime):
    """The shop's entries."""
    for place, task in enumerate(TASKS):
        recurrence = {"days": ["all"], "start": f"00:{(number + place) % every:02d}", "every": every, "zone": "UTC"}
        entry = {"task": task, "shop": f"S{number}", "recurrence": recurrence, "earliestStart": begin.isoformat().replace("+00:00", "Z")}
        node.call("POST", "/job-queue/entries", entry)


def figures(runs: list[dict], begin: float, end: float) -> dict:
    """What is said of the runs whose time lies between the two instants."""
    ours = [run for run in runs if run["attempt"] and run.get("scheduledFor") and begin <= instant(run["scheduledFor"]) < end]
    good = [run for run in ours if run["shop"] not in BAD]
    ended = [run for run in good if run.get("ended")]
    if not ended:
        raise SystemExit("no run of a good shop has ended")
    late = sorted(instant(run["started"]) - instant(run["scheduledFor"]) for run in ended)
    took = sorted(instant(run["ended"]) - instant(run["started"]) for run in ended)
    at = lambda values, share: values[min(len(values) - 1, int(len(values) * share))]
    return {
        "runs of good shops": len(good),
        "of them failed": sum(run["status"] == "error" for run in good),
        "of them not ended": len(good) - len(ended),
        "runs of the bad shops": len(ours) - len(good),
        "of those failed": sum(run["status"] == "error" for run in ours if run["shop"] in BAD),
        "start after its time, p50": at(late, 0.5),
        "start after its time, p95": at(late, 0.95),
        "start after its time, p99": at(late, 0.99),
        "duration, p50": at(took, 0.5),
        "duration, p95": at(took, 0.95),
        "duration, p99": at(took, 0.99),
    }


def sleep_until(moment: float, what: str):
    print(f"  {what}: {max(0, moment - time.time()):.0f} s", file=sys.stderr, flush=True)
    time.sleep(max(0, moment - time.time()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shops", type=int, default=500)
    parser.add_argument("--every", type=int, default=4, help="minutes between the runs of an entry, and length of each of the three parts")
    parser.add_argument("--workers", type=int, default=4)
    given = parser.parse_args()
    sandbox = harness.Sandbox("--products", "0", "--customers", "0", "--rate", "100000", "--bucket", "1000000")
    node = Node(given.workers)
    try:
        for number in range(given.shops):
            connect(node, sandbox, number)
        # Entries begin together, later than the last is made, so that making them disturbs no run.
        period = given.every * 60
        begin = ((time.time() + 10 + given.shops * 0.15) // 60 + 1) * 60
        for number in range(given.shops):
            schedule(node, number, given.every, datetime.datetime.fromtimestamp(begin, datetime.timezone.utc))
        if time.time() > begin:
            raise SystemExit("making the entries took too long: a slower machine needs fewer shops")
        sleep_until(begin + period, f"{given.shops * len(TASKS)} entries; all catch up")
        sleep_until(begin + 2 * period - 5, "without the bad shops")
        sandbox.control("faults/add", {"kind": "503"}, shop="s0")
        sandbox.control("faults/add", {"kind": "throttled"}, shop="s1")
        sleep_until(begin + 3 * period + 60, "with them, and a minute for what is late")
        runs = node.installation.json("jobs", "log")
        peak = harness.peak_mib(node.process.pid)
    finally:
        node.installation.stop()
        sandbox.stop()
    without, with_bad = (figures(runs, begin + part * period, begin + (part + 1) * period) for part in (1, 2))
    print(f"{given.shops} shops, {len(TASKS)} entries each, every {given.every} min, {given.workers} workers; peak {peak:.0f} MiB")
    print(f"  {'':<28}{'without':>10}{'with':>10}   (seconds)")
    for what in without:
        figure = lambda value: f"{value:>10.2f}" if isinstance(value, float) else f"{value:>10}"
        print(f"  {what:<28}{figure(without[what])}{figure(with_bad[what])}")
    holds = with_bad["of them failed"] == 0 and all(
        with_bad[what] <= without[what] * 1.25 + 1 for what in without if what.endswith("p95")
    )
    print(f"  {'ok' if holds else 'NO'}  the others are not slowed")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
