#!/usr/bin/env python3
"""procrastinate 3.10 (psycopg 3, async) on the PostgreSQL server named by the address argument."""

from __future__ import annotations

import asyncio
import sys
import time

import procrastinate
import psycopg
import uvloop
from measures import Burn, payload, percentile, report

CONCURRENCY = 30
JOBS_AT_MOST = 3000  # it drains some hundred jobs a second: more would only take longer, the rate stays


async def main(address: str, jobs: int):
    jobs = min(jobs, JOBS_AT_MOST)
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute("DROP SCHEMA public CASCADE")
        await connection.execute("CREATE SCHEMA public")
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address))
    burn = Burn(jobs)
    started: asyncio.Queue[float] = asyncio.Queue()
    drained = asyncio.Event()

    @app.task(name="noop", queue="burn")
    async def noop(text: str):
        burn.start()
        started.put_nowait(time.perf_counter())
        if burn.done:
            drained.set()

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        single = jobs // 3
        before = time.perf_counter()
        for number in range(single):
            await noop.defer_async(text=payload(number))
        one_by_one = single / (time.perf_counter() - before)
        before = time.perf_counter()
        for start in range(single, jobs, 1000):
            await noop.batch_defer_async(*[{"text": payload(n)} for n in range(start, min(jobs, start + 1000))])
        bulk = (jobs - single) / (time.perf_counter() - before)
        worker = asyncio.create_task(app.run_worker_async(concurrency=CONCURRENCY, install_signal_handlers=False))
        await asyncio.wait_for(drained.wait(), 300)
        rate = burn.rate
        await asyncio.sleep(1)
        while not started.empty():
            started.get_nowait()
        taken = []
        for number in range(300):
            before = time.perf_counter()
            await noop.defer_async(text=payload(number))
            taken.append((await asyncio.wait_for(started.get(), 10) - before) * 1000)
            await asyncio.sleep(0.005)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
    report(
        "procrastinate",
        enqueue=one_by_one,
        enqueue_bulk=bulk,
        burn_down=rate,
        idle_p50_ms=percentile(taken, 0.5),
        idle_p99_ms=percentile(taken, 0.99),
    )


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000))
