"""The table of the job queue's measures: which figure is held against which target."""

from __future__ import annotations

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PEER = {"sqlite": ("huey", 10), "postgresql": ("pgqueuer", 2)}
SHARE = {"sqlite": 50, "postgresql": 60}
LATENCY = {"sqlite": 2, "postgresql": 6}
BESIDE = {
    "schedules": "beside 80 000 recurring entries",
    "waiting": "beside 100 000 waiting for a lock",
    "finished": "beside 1 000 000 finished runs",
    "snapshot": "with a snapshot held open",
}


def rate(value: float) -> str:
    return f"{value:,.0f}/s".replace(",", " ")


def rows(figures: dict) -> list[tuple]:
    """(what, figure, target, whether it holds) of all that was measured."""
    found = []
    for engine, name in NAMES.items():
        values = figures.get(engine, {})

        def add(what: str, key: str, text, target: str = "", holds=None):
            if key in values:
                found.append((f"{name}: {what}", text(values[key]), target, None if holds is None else bool(holds(values[key]))))

        peer, times = PEER[engine]
        for count in (10_000, 1_000_000):
            key, what = f"burn-down-{count}", f"burn-down of {count:,}".replace(",", " ")
            against = values.get(f"{peer}-burn-down")
            if against:
                add(what, key, rate, f"≥ {times} × {peer} ({rate(against)})", lambda value: value >= times * against)
            else:
                add(what, key, rate)
            add(f"{what}, bare in batches of 50", f"{key}-bare", rate)
            add(f"{what}, share of bare", f"{key}-share", percent, f"≥ {SHARE[engine]} %", lambda value: value * 100 >= SHARE[engine])
        add("enqueue one by one", "enqueue", rate)
        add("enqueue one by one, bare", "enqueue-bare", rate)
        if engine == "postgresql":
            add("enqueue one by one, share of bare", "enqueue-share", percent, "≥ 80 %", lambda value: value >= 0.8)
        else:
            add("enqueue one by one, share of bare", "enqueue-share", percent)
        add("enqueue, 8 in flight", "enqueue-8", rate)
        against = values.get(f"{peer}-enqueue-bulk")
        if against:
            add("enqueue in bulk, 1 000 a call", "enqueue-bulk", rate, f"≥ {peer} ({rate(against)})", lambda value: value >= against)
        else:
            add("enqueue in bulk, 1 000 a call", "enqueue-bulk", rate)
        add("enqueue in bulk, bare", "enqueue-bulk-bare", rate)
        limits = {"idle": LATENCY[engine], "processes": 10 if engine == "sqlite" else 6, "load": None}
        places = {"idle": "idle", "processes": "between two processes", "load": "under load"}
        for key, place in places.items():
            for share in (50, 95, 99):
                limit = limits[key] if share == 99 else None
                target = f"≤ {limit} ms" if limit else ""
                add(
                    f"enqueue to start, {place}, p{share}",
                    f"latency-{key}-p{share}",
                    milliseconds,
                    target,
                    (lambda value, limit=limit: value <= limit) if limit else None,
                )
        for key, what in BESIDE.items():
            add(f"burn-down {what}", f"{key}-slower", lambda value: f"{value:.2f} ×", "≤ 1.25 ×", lambda value: value <= 1.25)
            add(f"one entry, enqueue to start, {what}", f"{key}-look", milliseconds)
            add("the same in an empty queue", f"{key}-look-alone", milliseconds)
        add("10 000 shops × 8 entries, slowest slot", "shops-slot-worst", lambda value: f"{value:.1f} s", "< 300 s", lambda value: value < 300)
        add("… margin", "shops-margin", lambda value: f"{value:.0f} ×")
        add("idle server, share of a core", "idle-server-cpu", lambda value: f"{value:.2f} %", "< 0.5 %", lambda value: value < 0.5)
        add("idle server, memory", "idle-server-memory", lambda value: f"{value:.0f} MiB")
        add("idle worker alone, share of a core", "idle-worker-cpu", lambda value: f"{value:.2f} %", "< 0.5 %", lambda value: value < 0.5)
        add("idle worker alone, memory", "idle-worker-memory", lambda value: f"{value:.0f} MiB")
        for other in ("huey", "pgqueuer", "procrastinate"):
            add(f"{other}: enqueue one by one", f"{other}-enqueue", rate)
            add(f"{other}: enqueue in bulk", f"{other}-enqueue-bulk", rate)
            add(f"{other}: burn-down", f"{other}-burn-down", rate)
            add(f"{other}: enqueue to start, idle, p50", f"{other}-idle-p50-ms", milliseconds)
            add(f"{other}: enqueue to start, idle, p99", f"{other}-idle-p99-ms", milliseconds)
    return found


def percent(value: float) -> str:
    return f"{value * 100:.0f} %"


def milliseconds(value: float) -> str:
    return f"{value:.2f} ms"


def markdown(figures: dict) -> str:
    lines = [
        "# The job queue, measured",
        "",
        f"{figures['machine']}; {figures.get('measured', '')}. Release build, full durability on both engines (`synchronous=FULL`,",
        "`synchronous_commit=on`), worker, clients and database on the same cores. Made by",
        "",
        "    Benchmarks/job_queue.py --write Documentation/queue-benchmarks.md",
        "",
        "*Bare* is the same work by the database's own C interface, prepared, with as few statements as can be, in turns with the queue's own in",
        "one run. Peers are asked the same by `Benchmarks/peers`. Rates depend on the disk's flush above all: compare only figures of one table.",
        "Burn-downs count from the first start to the last, as the peers count them; short measures are the middle of five.",
        "",
    ]
    for name in NAMES.values():
        mine = [row for row in rows(figures) if row[0].startswith(name + ": ")]
        if not mine:
            continue
        lines += [f"## {name}", "", "| | figure | target | |", "|---|---:|---|---|"]
        marks = {None: "", True: "holds", False: "**missed**"}
        lines += [f"| {what[len(name) + 2:]} | {figure} | {target} | {marks[holds]} |" for what, figure, target, holds in mine]
        lines.append("")
    return "\n".join(lines)
