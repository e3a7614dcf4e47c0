#!/usr/bin/env python3
"""Every task against every fault, and kills at random; then an audit of both sides. Exits 1 where something was lost, doubled or hidden.

For each cell a shop and an installation are made, the fault is set, the task runs, the fault goes away, and the task runs again until it
has nothing left to do. Asked for then: nothing lost and nothing twice on either side; what the faulty run did not do was said with a
reason (a failed run with its error, or skipped records with theirs); requests beyond those of an undisturbed run are repeats of what
was struck.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import itertools
import json
import random
import sys
import threading
import time

import fault_tasks
import fault_webhooks
import harness

CLIENT = ("--client-id", "sandbox-client", "--client-secret", "sandbox-secret")


@dataclasses.dataclass
class Fault:
    """One column: rules for the sandbox, and what mends the shop afterwards."""

    name: str
    rules: list[dict] = dataclasses.field(default_factory=list)
    #: Whether the first run may fail as a whole: then it has to say why.
    may_fail: bool = True
    renewable: bool = False
    applies: object = lambda task: True
    settings: dict = dataclasses.field(default_factory=dict)
    kill: bool = False
    #: How deliveries are disturbed; the rows that webhooks drive have no other faults.
    webhooks: dict | None = None


def rule(kind: str, times: int = 1, **more) -> dict:
    return {"kind": kind, "times": times, **more}


FAULTS = [
    Fault("throttled", [rule("throttled", 6)], may_fail=False),
    Fault("429", [rule("429", 2)], may_fail=False),
    Fault("429 after 1 s", [rule("429", 2, retryAfter=1)], may_fail=False),
    Fault("430", [rule("430", 1)]),
    Fault("500", [rule("500", 2)]),
    Fault("502", [rule("502", 1)]),
    Fault("503", [rule("503", 2)]),
    Fault("503 for long", [rule("503", 12)]),
    Fault("504", [rule("504", 1)]),
    Fault("timeout", [rule("timeout", 1, seconds=1.5)]),
    # Longer than we wait: a minute, so only where reading, writing once and writing repeatably differ.
    Fault("hangs", [rule("timeout", 1, seconds=75)], applies=lambda task: task.name in ("orders in", "shipments out", "inventory")),
    Fault("cut before", [rule("close-before", 1)]),
    Fault("cut after", [rule("close-after", 1)]),
    Fault("truncated", [rule("truncated", 1)]),
    Fault("no JSON", [rule("not-json", 1)]),
    Fault("data: null", [rule("data-null", 1)]),
    Fault("internal error", [rule("internal-error", 1)]),
    Fault("user errors", applies=lambda task: task.refused, may_fail=False),
    Fault("token expired", [rule("token-expired", 1)], renewable=True, may_fail=False),
    Fault("token revoked", [rule("token-revoked", 1)]),
    Fault("scope missing", [rule("scope-missing", 1000)]),
    Fault("bulk failed", settings={"bulkOutcome": "FAILED"}, applies=lambda task: task.bulk),
    Fault("bulk canceled", settings={"bulkOutcome": "CANCELED"}, applies=lambda task: task.bulk),
    Fault("bulk expired", settings={"bulkOutcome": "EXPIRED"}, applies=lambda task: task.bulk),
    Fault("media failed", settings={"mediaFailures": 3}, applies=lambda task: task.media, may_fail=False),
    Fault("killed", kill=True),
    Fault("webhooks", webhooks={}),
    Fault("webhooks twice", webhooks={"duplicate": 1}),
    Fault("… reordered", webhooks={"reorder": True}),
    Fault("… late", webhooks={"delay": 4}),
    Fault("… forged", webhooks={"forged": True}),
    Fault("… lost", webhooks={"drop": 1}),
]


class Cell:
    """A shop and an installation of their own, for one task and one fault."""

    numbers = itertools.count(1)

    def __init__(self, sandbox: harness.Sandbox, task: fault_tasks.Task, fault: Fault, seed: int):
        self.sandbox, self.task, self.fault = sandbox, task, fault
        number = next(self.numbers)
        self.code, self.shop = f"S{number}", f"s{number}"
        self.chance = random.Random(f"{seed}/{task.name}/{fault.name}")
        self.installation = harness.Installation()

    def prepare(self):
        self.sandbox.control("shops/add", {"products": 0, "customers": 0, "rate": 10_000, "bucket": 100_000}, shop=self.shop)
        self.sandbox.control("seed", self.task.seed, shop=self.shop)
        self.sandbox.control("settings", {"bulkSeconds": 0.1, "mediaSeconds": 0.1}, shop=self.shop)
        settings = {"allowDataSync": "true", **self.task.settings}
        credentials = CLIENT if self.fault.renewable or self.task.webhooks else None
        self.installation.add_shop(self.code, self.sandbox, f"/shops/{self.shop}", credentials=credentials, **settings)
        self.task.prepare(self)

    def run(self, *words: str) -> harness.Finished:
        return self.installation.run("sync", *words, "--shop", self.code, "--foreground", "--json", timeout=300)

    def sync(self, *words: str) -> dict:
        return self.run(*words).json()

    # The two runs.

    def disturb(self):
        rules = [{**rule, "operation": self.task.strikes} for rule in self.fault.rules]
        for one in rules:
            if one["kind"] == "scope-missing":
                one.update(scope=self.task.scope, operation=None)
        if self.fault.name == "user errors":
            rules = [{"kind": "user-errors", "operation": self.task.refused, "every": self.task.every, "times": 10 if self.task.every > 1 else 1}]
        if rules:
            self.sandbox.control("faults/add", {"items": rules}, shop=self.shop)
        if self.fault.settings:
            self.sandbox.control("settings", self.fault.settings, shop=self.shop)

    def mend(self):
        self.sandbox.control("faults/clear", {}, shop=self.shop)
        self.sandbox.control("settings", {"token": harness.TOKEN}, shop=self.shop)

    def struck(self) -> int:
        return sum(rule["struck"] for rule in self.sandbox.control("faults/list", {}, shop=self.shop))

    def killed_runs(self, usual: float) -> tuple[int, int]:
        """Kills the task four times at random moments of what it usually takes; answers kills and requests."""
        kills = 0
        for _ in range(4):
            words = ["sync", *self.task.words, "--shop", self.code, "--foreground", "--json"]
            kills += self.installation.killed(*words, after=self.chance.uniform(0.15, max(0.4, usual)))
        return kills, len(self.sandbox.requests(self.shop))

    def settle(self) -> tuple[int, list[str]]:
        """Runs the task until a run changes nothing; answers how many runs it took, and what still fails."""
        for attempt in range(1, 12):
            run = self.run(*self.task.words)
            if run.status != 0:
                # A killed run holds its locks until its lease has run out.
                time.sleep(1)
                continue
            summary = json.loads(run.out)
            if not summary["created"] + summary["updated"] + summary["failed"]:
                return attempt, []
        return attempt, [f"never settles: {why(run)}"]


def why(run: harness.Finished) -> str:
    """What a failed run says: the error in its document, else the last line of what it said."""
    try:
        document = json.loads(run.out)
        return document.get("error") or document.get("message") or ""
    except (json.JSONDecodeError, AttributeError):
        lines = (run.err or run.out).strip().splitlines()
        return lines[-1] if lines else ""


def baseline(sandbox, task: fault_tasks.Task, seed: int) -> tuple[int, float]:
    """Requests and seconds of an undisturbed run."""
    cell = Cell(sandbox, task, Fault("none"), seed)
    try:
        cell.prepare()
        sandbox.clear_log(cell.shop)
        run = cell.run(*task.words)
        run.json()
        problems = task.audit(cell)
        if problems:
            raise AssertionError(f"{task.name} fails undisturbed: {problems}")
        return len(sandbox.requests(cell.shop)), run.seconds
    finally:
        cell.installation.stop()


@dataclasses.dataclass
class Result:
    task: str
    fault: str
    mark: str
    problems: list[str]
    first: str
    struck: int
    requests: int
    seconds: float


def measure_webhooks(sandbox, task: fault_tasks.Task, fault: Fault, seed: int) -> Result:
    started, problems = time.monotonic(), []
    cell = Cell(sandbox, task, fault, seed)
    struck, requests, said = 0, 0, ""
    try:
        fault_webhooks.prepare(cell)
        struck, said = fault_webhooks.disturb(cell, fault)
        requests = len(sandbox.requests(cell.shop))
        problems += [said] if "never" in said else []
        problems += ["the fault struck nothing"] if not struck else []
        problems += fault_webhooks.audit(cell, fault)
    except (AssertionError, SystemExit, OSError, json.JSONDecodeError) as error:
        problems.append(f"{type(error).__name__}: {str(error)[:300]}")
    finally:
        cell.installation.stop()
    return Result(task.name, fault.name, "NO" if problems else "ok", problems, said, struck, requests, time.monotonic() - started)


def measure(sandbox, task: fault_tasks.Task, fault: Fault, usual: int, usual_seconds: float, seed: int) -> Result:
    started, problems = time.monotonic(), []
    cell = Cell(sandbox, task, fault, seed)
    struck = requests = 0
    first = ""
    try:
        cell.prepare()
        sandbox.clear_log(cell.shop)
        runs = 1
        if fault.kill:
            struck, requests = cell.killed_runs(usual_seconds)
            first = f"killed {struck} times"
            runs += struck
        else:
            cell.disturb()
            run = cell.run(*task.words)
            struck, requests = cell.struck(), len(sandbox.requests(cell.shop))
            skipped = cell.installation.json("skipped", "list")
            if run.status != 0:
                first = f"failed: {why(run)}"
                if not fault.may_fail:
                    problems.append(f"the run fails: {first}")
                elif not why(run):
                    problems.append("the run fails without a word")
            else:
                summary = json.loads(run.out)
                first = f"went through, {summary['failed']} failed, {len(skipped)} parked"
                if summary["failed"] and not skipped:
                    problems.append(f"{summary['failed']} failures are not shown")
                if summary["requests"] != requests:
                    problems.append(f"reports {summary['requests']} requests of {requests}")
                if not summary["failed"] and not skipped:
                    hidden = task.audit(cell)
                    if hidden:
                        problems.append(f"says that all is well, but {hidden[0]}")
            if any(not record["reason"] for record in skipped):
                problems.append("a skipped record has no reason")
            if not struck and not fault.settings:
                problems.append("the fault struck nothing")
        cell.mend()
        again, left = cell.settle()
        runs += again
        problems += left
        problems += task.audit(cell)
        still = cell.installation.json("skipped", "list")
        if still:
            problems.append(f"{len(still)} records stay parked: {still[0]['reason']}")
        requests = len(sandbox.requests(cell.shop))
        # What a run needs at most, for each run; what was struck and its repeats, twice because batches are halved.
        allowed = runs * (usual + 1) + 2 * struck + (10 if fault.kill else 4)
        if requests > allowed:
            problems.append(f"{requests} requests, at most {allowed} expected")
    except (AssertionError, SystemExit, OSError, json.JSONDecodeError) as error:
        problems.append(f"{type(error).__name__}: {str(error)[:300]}")
    finally:
        cell.installation.stop()
    mark = "NO" if problems else "ok"
    return Result(task.name, fault.name, mark, problems, first, struck, requests, time.monotonic() - started)


def matrix(results: list[Result]) -> str:
    tasks, faults = list(dict.fromkeys(r.task for r in results)), [f.name for f in FAULTS if any(r.fault == f.name for r in results)]
    by_cell = {(r.task, r.fault): r for r in results}
    short = {task: f"T{number}" for number, task in enumerate(tasks, 1)}
    lines = ["  ".join(f"{short[task]} {task}" for task in tasks), ""]
    lines.append(f"{'':<16}" + "".join(f"{short[task]:>5}" for task in tasks))
    for fault in faults:
        cells = [by_cell.get((task, fault)) for task in tasks]
        lines.append(f"{fault:<16}" + "".join(f"{(cell.mark if cell else '·'):>5}" for cell in cells))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", help="only tasks whose names contain one of these, separated by commas")
    parser.add_argument("--faults", help="only these faults, separated by commas")
    parser.add_argument("--small", action="store_true", help="each task with a few faults, each fault with a few tasks: about a minute")
    parser.add_argument("--parallel", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="say what each first run did")
    given = parser.parse_args()
    tasks = [kind() for kind in (*fault_tasks.TASKS, fault_webhooks.WebhooksIn)]
    if given.tasks:
        tasks = [task for task in tasks if any(part in task.name for part in given.tasks.split(","))]
    faults = [f for f in FAULTS if not given.faults or f.name in given.faults.split(",")]
    cells = [(task, fault) for task in tasks for fault in faults if (fault.webhooks is not None) == task.webhooks and fault.applies(task)]
    if given.small:
        # A diagonal: every task and every fault at least once.
        cells = [(t, f) for t, f in cells if f.name != "hangs"]
        chosen = [(t, f) for t, f in cells if (tasks.index(t) + faults.index(f)) % len(tasks) == 0]
        cells = chosen + [(t, f) for t, f in cells if f.name in ("cut after", "user errors") and t.refused and (t, f) not in chosen][:4]
    sandbox = harness.Sandbox("--products", "0", "--customers", "0")
    results: list[Result] = []
    said = threading.Lock()

    def work(cell) -> Result:
        task, fault = cell
        if task.webhooks:
            result = measure_webhooks(sandbox, task, fault, given.seed)
        else:
            result = measure(sandbox, task, fault, *usual[task.name], given.seed)
        with said:
            results.append(result)
            if result.problems or given.verbose:
                print(f"{result.mark}  {task.name} × {fault.name} ({result.seconds:.0f} s): {result.first}", file=sys.stderr)
                for problem in result.problems:
                    print(f"      {problem}", file=sys.stderr)
            sys.stderr.flush()
        return result

    try:
        with concurrent.futures.ThreadPoolExecutor(given.parallel) as pool:
            needed = [task for task in tasks if not task.webhooks and any(t is task for t, _ in cells)]
            usual = dict(zip((t.name for t in needed), pool.map(lambda task: baseline(sandbox, task, given.seed), needed)))
            list(pool.map(work, cells))
    finally:
        sandbox.stop()
    order = {(t.name, f.name): n for n, (t, f) in enumerate((t, f) for t in tasks for f in FAULTS)}
    results.sort(key=lambda r: order[(r.task, r.fault)])
    bad = [r for r in results if r.problems]
    print(matrix(results))
    print(f"\n{len(results)} cells, {len(results) - len(bad)} ok, {len(bad)} not; faults struck {sum(r.struck for r in results)} times")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
