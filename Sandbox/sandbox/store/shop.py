"""One shop: its settings, records, clock, tokens, bucket, faults and log."""

import random
import time
from contextlib import contextmanager

from ..model import money
from ..model.base import iso
from .bucket import Bucket
from .collections_of_shop import make_collections
from .ids import Numbers
from .staged import Staged


UPDATED = {"Order": "ORDERS_UPDATED", "Product": "PRODUCTS_UPDATE", "Customer": "CUSTOMERS_UPDATE"}


def channel(number, name):
    return {
        "__typename": "Publication",
        "id": f"gid://shopify/Publication/{number}",
        "name": name,
        "autoPublish": number == 1,
        "supportsFuturePublishing": number == 1,
        "catalog": None,
        "channels": [
            {
                "__typename": "Channel",
                "id": f"gid://shopify/Channel/{number}",
                "name": name,
                "handle": name.lower().replace(" ", "_"),
                "supportsFuturePublishing": number == 1,
            }
        ],
    }


class Shop:
    """Everything of one shop. Nothing is shared between shops but the schema and its compiled documents."""

    def __init__(
        self,
        name="demo",
        currency="USD",
        timezone="Europe/Berlin",
        country="US",
        plan="Basic",
        seed=1,
        rate=100.0,
        bucket=2000,
        taxes_included=False,
    ):
        self.name, self.currency, self.timezone, self.country, self.plan = name, currency, timezone, country, plan
        self.seed, self.random = seed, random.Random(f"{seed}/{name}")
        self.taxes_included, self.tax_shipping = taxes_included, True
        self.clock_offset, self.clock_frozen = 0.0, None
        self.title = name.replace("-", " ").title()
        self.numbers, self.order_number = Numbers(), 1000
        self.nodes, self.fulfillment_orders_waiting = {}, []
        self._lists, self.idempotency = {}, {}
        self.files, self.operations, self.bulk_outcome = [], {}, None
        self.media_failures, self.ship_from = 0, None
        self.locales, self.translations = ["en", "de"], {}
        self.publications = [channel(1, "Online Store"), channel(2, "Point of Sale")]
        self.staged, self.media_seconds, self.bulk_seconds = Staged(self), 1.0, 1.0
        self.bucket = Bucket(bucket, rate)
        self.log, self.applied = [], []
        self.closed_with, self.fault_random = None, random.Random(f"{seed}/{name}/faults")
        self.tokens = self.faults = self.webhooks = None
        self.created_at = 1_577_836_800
        self.extra = {}
        for attribute, collection in make_collections(self).items():
            setattr(self, attribute, collection)

    @property
    def domain(self):
        return f"{self.name}.myshopify.com"

    def moment_now(self):
        """The shop's clock with fractions of a second."""
        return self.clock_frozen if self.clock_frozen is not None else time.time() + self.clock_offset

    def now(self):
        """Whole seconds since 1970 on the shop's clock (real time, moved or frozen by the control address)."""
        if self.clock_frozen is not None:
            return int(self.clock_frozen)
        return int(time.time() + self.clock_offset)

    @contextmanager
    def moment(self, seconds):
        """Inside, the shop's clock stands at that second: for what happened in the past."""
        kept, self.clock_frozen = self.clock_frozen, seconds
        try:
            yield
        finally:
            self.clock_frozen = kept

    def minor(self, amount):
        """Minor units of an amount that is meant in units of about a dollar (100 yen count as one)."""
        return money.minor(self.currency, amount if money.exponent(self.currency) else amount * 100)

    def main_location(self):
        return next((x for x in self.locations if x.active), None)

    def variant_list(self):
        """Variants that can be ordered, as a list (made anew when their number changed)."""
        return self._list("variants", self.variants)

    def customer_list(self):
        return self._list("customers", self.customers)

    def _list(self, name, collection):
        known = self._lists.get(name)
        if known is None or len(known) != len(collection):
            known = self._lists[name] = list(collection)
        return known

    def keep(self, record):
        """Makes the record findable by its gid; returns it."""
        self.nodes.setdefault(record.typename, {})[record.number] = record
        return record

    def forget(self, record):
        self.nodes.get(record.typename, {}).pop(record.number, None)

    def find(self, type_name, number):
        collection = self.by_type.get(type_name)
        found = collection.get(number) if collection is not None else None
        return found if found is not None else self.nodes.get(type_name, {}).get(number)

    def touch(self, record, at=None):
        """Marks the record as changed now."""
        now = self.now() if at is None else at
        if record.__class__ is dict:
            record["updatedAt"] = iso(now)
        else:
            record.updated_at = now
        name = record["__typename"] if record.__class__ is dict else record.typename
        collection = self.by_type.get(name)
        if collection is not None:
            collection.touch(record)
        if self.webhooks is not None and name in UPDATED:
            self.webhooks.happened(UPDATED[name], record)

    def happened(self, topic, record):
        """Something that webhooks tell about."""
        if self.webhooks is not None:
            self.webhooks.happened(topic, record)

    def note_applied(self, operation, **detail):
        """One line of the audit: a change that really happened in the shop."""
        self.applied.append({"at": self.now(), "operation": operation, **detail})
