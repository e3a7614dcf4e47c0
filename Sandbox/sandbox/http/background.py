"""What goes on while nobody asks: bulk operations advance, webhooks are delivered."""

import asyncio
import contextlib

import aiohttp

from .control import SERVER


async def run_background(app):
    server = app[SERVER]
    server.background = asyncio.Event()
    tasks = [asyncio.create_task(advance_operations(server)), asyncio.create_task(deliver_webhooks(server))]
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


ANSWER_SECONDS = 5  # Shopify waits no longer for a 2xx


async def deliver_webhooks(server):
    """Sends what is due, one after the other for each shop; the shops do not wait for each other."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=1)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            server.hooked = asyncio.Event()
            for shop in list(server.shops.values()):
                shop.webhooks.wake = server.hooked.set
            rounds = await asyncio.gather(*(deliver(shop.webhooks, session) for shop in list(server.shops.values())))
            waits = [seconds for seconds in rounds if seconds is not None]
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(server.hooked.wait(), min([0.5, *waits]))


async def deliver(outbox, session):
    """One round for a shop; the seconds until its next message."""
    ready, rest = outbox.due()
    for delivery in ready:
        try:
            async with session.post(delivery.uri, data=delivery.body, headers=delivery.headers) as response:
                await response.read()
                outbox.settled(delivery, 200 <= response.status < 300)
        except (TimeoutError, aiohttp.ClientError, OSError):
            outbox.settled(delivery, False)
    return 0 if ready else rest
