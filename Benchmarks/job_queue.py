#!/usr/bin/env python3
"""All measures of the job queue on SQLite and on PostgreSQL, beside the bare databases and the peers, as one table with the targets.

Starts a private PostgreSQL (Scripts/postgres-for-tests), makes a virtual environment with the peers (Benchmarks/peers/requirements.txt), runs
`queue-benchmark` (bare statements in turns with the queue's own), the peers, and an idle `backroom serve`. Prints the table, writes it as
Markdown with --write, and exits 1 where a target does not hold. Build first:

    swift build -c release --product queue-benchmark && swift build -c release --product backroom

A machine that does something else at the same time is no place for it. It can be run in parts: --engine and --cases choose, --results keeps the
figures of earlier parts. Figures of one case, and its bare limit, always come from one run.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time

import harness
from job_queue_table import markdown, rows

ROOT = harness.ROOT
CASES = ["enqueue", "burn-down", "million", "latency", "schedules", "waiting", "finished", "snapshot", "shops", "idle", "peers"]
PEERS = {"sqlite": ["huey"], "postgresql": ["pgqueuer", "procrastinate"]}


def tool() -> str:
    path = os.environ.get("QUEUE_BENCHMARK", str(ROOT / ".build/release/queue-benchmark"))
    if not pathlib.Path(path).exists():
        raise SystemExit("Build first: swift build -c release --product queue-benchmark")
    return path


def queue(address: str, *words: str) -> dict[str, float]:
    """Figures of `queue-benchmark` by their keys."""
    out = subprocess.run([tool(), "--database", address, "--json", *words], check=True, stdout=subprocess.PIPE, text=True).stdout
    return {measure["key"]: measure["value"] for measure in json.loads(out)}


def peers_python() -> str:
    folder = pathlib.Path(os.environ.get("QUEUE_PEERS", tempfile.gettempdir() + "/backroom-queue-peers"))
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        requirements = ROOT / "Benchmarks/peers/requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    return str(python)


def peer(name: str, where: str, rounds: int) -> dict[str, float]:
    """The middle of some rounds, figure by figure."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds if name != "procrastinate" else 1):
        command = [peers_python(), str(ROOT / f"Benchmarks/peers/{name}_peer.py"), where]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        for key, value in json.loads(out.strip().splitlines()[-1]).items():
            if key != "engine":
                found.setdefault(f"{name}-{key}".replace("_", "-"), []).append(value)
    return {key: sorted(values)[len(values) // 2] for key, values in found.items()}


def idle_server(database: str | None, seconds: int) -> dict[str, float]:
    """Share of a core and memory of `backroom serve` that has nothing to do, by what the system counts for the process."""
    installation = harness.Installation(database)
    try:
        child = installation.start("serve")
        time.sleep(10)
        if child.poll() is not None:
            raise SystemExit(f"The server ended: {(installation.folder / 'serve.log').read_text()}")

        def ticks() -> int:
            fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])

        before = ticks()
        time.sleep(seconds)
        share = (ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds
        status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
        return {"idle-server-cpu": share * 100, "idle-server-memory": int(resident) / 1024}
    finally:
        installation.stop()


def measure(engine: str, case: str, address: str, folder: str, rounds: int) -> dict[str, float]:
    match case:
        case "million":
            return queue(address, "--entries", "1000000", "burn-down")
        case "idle":
            database = f"{address}_idle" if engine == "postgresql" else None
            return queue(address, "idle") | idle_server(database, 60)
        case "peers":
            figures = {}
            for name in PEERS[engine]:
                figures |= peer(name, folder if engine == "sqlite" else f"{address}_peers", rounds)
            return figures
        case _:
            return queue(address, "--rounds", str(rounds), case)


def fresh_database(address: str):
    """Databases of their own for peers, which install and remove tables as they like, and for the server."""
    for name in ("peers", "idle"):
        server, _, database = address.rpartition("/")
        for statement in (f"DROP DATABASE IF EXISTS {database}_{name}", f"CREATE DATABASE {database}_{name}"):
            subprocess.run(["psql", "-q", "-X", address, "-c", statement], check=True, stderr=subprocess.DEVNULL)


def machine() -> str:
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = int(next(line for line in open("/proc/meminfo") if line.startswith("MemTotal")).split()[1]) / 1048576
    return f"{os.cpu_count()} × {model}, {memory:.0f} GiB, {platform.system()} {'.'.join(platform.release().split('.')[:2])}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--cases", default=",".join(CASES), help="a list with commas, of: " + ", ".join(CASES))
    parser.add_argument("--rounds", type=int, default=5, help="how often a short measure is repeated; the middle one counts")
    parser.add_argument("--results", type=pathlib.Path, help="a JSON file of figures to add to")
    parser.add_argument("--write", type=pathlib.Path, help="a Markdown file to write")
    parser.add_argument("--show", action="store_true", help="measure nothing, show what --results holds")
    options = parser.parse_args()
    figures: dict = {"machine": machine(), "sqlite": {}, "postgresql": {}}
    if options.results and options.results.exists():
        figures |= json.loads(options.results.read_text())
    engines = ["sqlite", "postgresql"] if options.engine == "both" else [options.engine]
    folder = tempfile.mkdtemp(prefix="backroom-queue-")
    try:
        for engine in [] if options.show else engines:
            address = f"sqlite:{folder}/queue.db"
            if engine == "postgresql":
                start = [str(ROOT / "Scripts/postgres-for-tests"), "start"]
                address = subprocess.run(start, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
                fresh_database(address)
            for case in options.cases.split(","):
                print(f"{engine}: {case} …", file=sys.stderr, flush=True)
                figures[engine] |= measure(engine, case, address, folder, options.rounds)
                figures["measured"] = datetime.date.today().isoformat()
                if options.results:
                    options.results.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not options.show and "postgresql" in engines:
            subprocess.run([str(ROOT / "Scripts/postgres-for-tests"), "stop"], check=False)
    print(harness.table(f"The job queue on {figures['machine']}", rows(figures)))
    if options.write:
        options.write.write_text(markdown(figures))
    return 0 if all(row[3] is not False for row in rows(figures)) else 1


if __name__ == "__main__":
    sys.exit(main())
