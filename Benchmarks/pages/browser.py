"""A browser's worth of HTTP: one connection that stays open, the session's cookie, and server-sent events."""

from __future__ import annotations

import asyncio
import http.client
import time
import urllib.parse


class Browser:
    def __init__(self, port: int):
        self.port = port
        self.cookie = ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None):
        """Status, headers, body and the seconds from sending to the last byte."""
        sent = dict(headers or {})
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        start = time.perf_counter()
        self.connection.request(method, path, body=body, headers=sent)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, answer.headers, text, time.perf_counter() - start

    def sign_in(self, link: str):
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["code"][0]
        status, headers, _, _ = self.send("POST", "/welcome", f"code={code}")
        if status != 303:
            raise SystemExit(f"the one-time link was refused: {status}")
        self.cookie = next(line.split(";")[0] for line in headers.get_all("Set-Cookie") if line.startswith("backroom="))


async def _request(reader, writer, path: str, cookie: str, port: int, heard: str):
    """What the pages' script asks for: the page's live regions, not older than the news."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-Live: {heard}\r\n\r\n".encode())
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0)
    await reader.readexactly(length)


async def live(browser: Browser, pages: int, rounds: int, act) -> tuple[list[float], list[float]]:
    """Opens so many pages that listen; `act` makes something happen. Milliseconds until each hears of it, and until it shows it."""
    heard: list[float] = []
    shown: list[float] = []
    streams, fetchers = [], []
    for _ in range(pages):
        reader, writer = await asyncio.open_connection("127.0.0.1", browser.port)
        writer.write(
            f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{browser.port}\r\nCookie: {browser.cookie}\r\nAccept: text/event-stream\r\n\r\n".encode()
        )
        await reader.readuntil(b"retry: 2000\n\n")
        streams.append((reader, writer))
        fetchers.append(await asyncio.open_connection("127.0.0.1", browser.port))

    async def page(index: int, start: float):
        reader, _ = streams[index]
        mark = ""
        while True:
            line = await reader.readline()
            if line.startswith(b"id: "):
                mark = line[4:].decode().strip()
            if line.startswith(b"event: entry"):
                break
        heard.append((time.perf_counter() - start) * 1000)
        # As the script does: what happened comes as several events at once.
        await asyncio.sleep(0.02)
        fetch_reader, fetch_writer = fetchers[index]
        await _request(fetch_reader, fetch_writer, "/job-queue", browser.cookie, browser.port, mark)
        shown.append((time.perf_counter() - start) * 1000)

    for number in range(rounds):
        await asyncio.sleep(0.3)
        # What came late of the round before is not this round's news.
        for reader, _ in streams:
            reader._buffer.clear()  # noqa: SLF001
        start = time.perf_counter()
        waiting = [asyncio.create_task(page(index, start)) for index in range(pages)]
        await asyncio.to_thread(act, number)
        await asyncio.wait_for(asyncio.gather(*waiting), 30)
    for _, writer in streams + fetchers:
        writer.close()
    return heard, shown
