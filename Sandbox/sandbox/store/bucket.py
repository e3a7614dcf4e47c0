"""The leaky bucket of one shop and app, in real time."""

import math
import time


class Bucket:
    """`maximum` points, restored at `rate` points a second."""

    def __init__(self, maximum=2000.0, rate=100.0, clock=time.monotonic):
        self.maximum, self.rate, self.clock = float(maximum), float(rate), clock
        self.level, self.at = float(maximum), clock()

    def available(self):
        now = self.clock()
        self.level = min(self.maximum, self.level + (now - self.at) * self.rate)
        self.at = now
        return self.level

    def take(self, points):
        """Takes the requested points; False (and nothing taken) when there are not enough."""
        if self.available() < points:
            return False
        self.level -= points
        return True

    def give_back(self, points):
        self.level = min(self.maximum, self.available() + points)

    def status(self):
        return {
            "maximumAvailable": plain(self.maximum),
            "currentlyAvailable": max(0, math.floor(self.available())),
            "restoreRate": plain(self.rate),
        }


def plain(number):
    return int(number) if number == int(number) else number
