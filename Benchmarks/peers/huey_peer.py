#!/usr/bin/env python3
"""huey 3.5 (SqliteHuey, its durable default: synchronous FULL) on a SQLite file in the folder named by the argument."""

from __future__ import annotations

import pathlib
import sys
import threading
import time

from huey import SqliteHuey
from measures import Burn, payload, percentile, report


def main(folder: str, jobs: int):
    file = pathlib.Path(folder) / "huey.db"
    file.unlink(missing_ok=True)
    queue = SqliteHuey("burn", filename=str(file))
    burn = Burn(jobs)
    started = threading.Event()
    stamp = [0.0]

    @queue.task()
    def noop(text: str):
        burn.start()
        stamp[0] = time.perf_counter()
        started.set()

    before = time.perf_counter()
    for number in range(jobs):
        noop(payload(number))
    one_by_one = jobs / (time.perf_counter() - before)
    # Its consumer's worker loop without the sleeping: the library's own limit.
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
    rate = burn.rate

    consumer = queue.create_consumer(workers=1, initial_delay=0.1, max_delay=0.1, backoff=1.0)
    consumer.start()
    time.sleep(1)
    taken = []
    for number in range(60):
        started.clear()
        before = time.perf_counter()
        noop(payload(number))
        started.wait(10)
        taken.append((stamp[0] - before) * 1000)
    consumer.stop(graceful=True)
    report(
        "huey",
        enqueue=one_by_one,
        burn_down=rate,
        idle_p50_ms=percentile(taken, 0.5),
        idle_p99_ms=percentile(taken, 0.99),
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
