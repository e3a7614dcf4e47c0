"""What each peer is asked, the same for all: bulk enqueue, enqueue one by one, a no-op burn-down, and idle enqueue-to-start latency.

Rates are jobs a second; the burn-down is measured from the first job's start to the last job's start, as the peers' own tools do.
"""

from __future__ import annotations

import json
import time

PAYLOAD_PAD = "x" * 64


def payload(number: int) -> str:
    return json.dumps({"i": number, "t": time.time(), "pad": PAYLOAD_PAD})


class Burn:
    """Counts job starts and knows the rate when the last has come."""

    def __init__(self, expected: int):
        self.expected, self.count, self.first, self.last = expected, 0, 0.0, 0.0

    def start(self):
        now = time.perf_counter()
        if self.count == 0:
            self.first = now
        self.count += 1
        self.last = now

    @property
    def done(self) -> bool:
        return self.count >= self.expected

    @property
    def rate(self) -> float:
        return (self.count - 1) / (self.last - self.first) if self.last > self.first else 0.0


def percentile(samples: list[float], share: float) -> float:
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(peer: str, **figures: float):
    """One JSON line a peer, read by `Scripts/benchmark`."""
    print(json.dumps({"engine": peer, **{name: round(value, 3) for name, value in figures.items()}}), flush=True)
