"""What goes on while nobody asks: bulk operations advance, webhooks are delivered."""

import asyncio
import contextlib

from .control import SERVER


async def run_background(app):
    server = app[SERVER]
    server.background = asyncio.Event()
    tasks = [asyncio.create_task(advance_operations(server))]
    yield
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    server.background = None


async def advance_operations(server):
    """Batch by batch, with a breath in between."""
    while True:
        busy = False
        for shop in list(server.shops.values()):
            for operation in [o for o in shop.bulk_operations if not o.over]:
                waits = operation.exhausted and operation.shop.moment_now() < operation.ready_at
                operation.advance()
                busy = busy or not waits and not operation.over
                await asyncio.sleep(0)
        if busy:
            continue
        pending = any(not o.over for shop in server.shops.values() for o in shop.bulk_operations)
        server.background.clear()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.background.wait(), 0.05 if pending else None)
