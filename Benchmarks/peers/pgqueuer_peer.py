#!/usr/bin/env python3
"""pgqueuer 1.6 (asyncpg, durability=durable) on the PostgreSQL server named by the address argument."""

from __future__ import annotations

import asyncio
import sys
import time

import asyncpg
import uvloop
from measures import Burn, payload, percentile, report
from pgqueuer import AsyncpgDriver, Queries, QueueManager

BATCH = 50


async def fresh(address: str) -> tuple[asyncpg.Connection, Queries]:
    connection = await asyncpg.connect(address)
    queries = Queries(AsyncpgDriver(connection))
    if await queries.has_table("pgqueuer"):
        await queries.uninstall()
    await queries.install()
    return connection, queries


async def enqueue_rates(queries: Queries, jobs: int) -> tuple[float, float]:
    single = min(jobs, 2000)
    started = time.perf_counter()
    for number in range(single):
        await queries.enqueue("noop", payload(number).encode())
    one_by_one = single / (time.perf_counter() - started)
    started = time.perf_counter()
    for start in range(0, jobs, 1000):
        size = min(1000, jobs - start)
        await queries.enqueue(["noop"] * size, [payload(start + n).encode() for n in range(size)], [0] * size)
    return one_by_one, jobs / (time.perf_counter() - started)


async def burn_down(address: str, expected: int) -> float:
    connection = await asyncpg.connect(address)
    manager = QueueManager(Queries(AsyncpgDriver(connection)))
    burn = Burn(expected)

    @manager.entrypoint("noop")
    async def noop(job):
        burn.start()
        if burn.done:
            manager.shutdown.set()

    await asyncio.wait_for(manager.run(batch_size=BATCH), 300)
    await connection.close()
    return burn.rate


async def latency(address: str, samples: int) -> tuple[float, float]:
    sender = await asyncpg.connect(address)
    queries = Queries(AsyncpgDriver(sender))
    connection = await asyncpg.connect(address)
    manager = QueueManager(Queries(AsyncpgDriver(connection)))
    started: asyncio.Queue[float] = asyncio.Queue()

    @manager.entrypoint("noop")
    async def noop(job):
        started.put_nowait(time.perf_counter())

    running = asyncio.create_task(manager.run(batch_size=BATCH))
    await asyncio.sleep(1)
    taken = []
    for number in range(samples):
        before = time.perf_counter()
        await queries.enqueue("noop", payload(number).encode())
        taken.append((await asyncio.wait_for(started.get(), 10) - before) * 1000)
        await asyncio.sleep(0.005)
    manager.shutdown.set()
    await running
    await connection.close()
    await sender.close()
    return percentile(taken, 0.5), percentile(taken, 0.99)


async def main(address: str, jobs: int):
    connection, queries = await fresh(address)
    one_by_one, bulk = await enqueue_rates(queries, jobs)
    rate = await burn_down(address, jobs + min(jobs, 2000))
    median, worst = await latency(address, 300)
    await queries.uninstall()
    await connection.close()
    report("pgqueuer", enqueue=one_by_one, enqueue_bulk=bulk, burn_down=rate, idle_p50_ms=median, idle_p99_ms=worst)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000))
