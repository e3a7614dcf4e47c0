"""What is to be delivered: signed, retried, and, when asked for, duplicated, reordered, delayed or forged."""

import base64
import hashlib
import hmac
import uuid

import orjson

from ..model.base import iso
from .payloads import body_of, topic_name

RETRIES = 8


class Delivery:
    """One message to one address."""

    __slots__ = ("id", "event", "topic", "uri", "body", "headers", "due", "attempts", "status", "subscription", "at")

    def __init__(self, id_, event, topic, uri, body, headers, due, subscription):
        self.id, self.event, self.topic, self.uri, self.body, self.headers, self.due = id_, event, topic, uri, body, headers, due
        self.attempts, self.status, self.subscription, self.at = 0, "pending", subscription, due

    def shown(self):
        return {
            "id": self.id,
            "eventId": self.event,
            "topic": self.topic,
            "uri": self.uri,
            "attempts": self.attempts,
            "status": self.status,
        }


class Outbox:
    """The webhooks of one shop."""

    def __init__(self, shop):
        self.shop, self.subscriptions, self.deliveries, self.waiting = shop, {}, [], []
        self.version, self.delay, self.duplicate, self.reorder, self.forge = "2026-07", 0.0, 0.0, False, 0.0
        self.retry_seconds, self.drop, self.wake, self.topics = 1.0, 0.0, None, frozenset()

    def changed(self):
        """To be called when subscriptions came or went."""
        self.topics = frozenset(s["topic"] for s in self.subscriptions.values())

    def happened(self, topic, record):
        if topic in self.topics:
            event = self.uuid()
            for one in [s for s in self.subscriptions.values() if s["topic"] == topic]:
                body = body_of(topic, record)
                if one["includeFields"]:
                    body = {k: v for k, v in body.items() if k in one["includeFields"]}
                self.send(topic, body, one["uri"], event, one["id"])

    def uuid(self):
        return str(uuid.UUID(int=self.shop.fault_random.getrandbits(128), version=4))

    def send(self, topic, payload, uri, event=None, subscription=None, forged=False, id_=None):
        """Queues a message; returns it. `forged` signs it with another secret."""
        if not uri.startswith(("http://", "https://")):
            return None
        body, random = orjson.dumps(payload), self.shop.fault_random
        forged = forged or self.forge and random.random() < self.forge
        if self.drop and random.random() < self.drop:
            return None
        headers = self.headers(topic, body, event or self.uuid(), id_ or self.uuid(), forged)
        made = Delivery(
            headers["X-Shopify-Webhook-Id"],
            headers["X-Shopify-Event-Id"],
            topic_name(topic),
            uri,
            body,
            headers,
            self.shop.moment_now() + self.delay,
            subscription,
        )
        if self.reorder:
            made.due += random.random() * 2
        self.queue(made)
        if self.duplicate and random.random() < self.duplicate:
            self.queue(Delivery(made.id, made.event, made.topic, uri, body, headers, made.due, subscription))
        return made

    def headers(self, topic, body, event, id_, forged):
        secret = self.shop.tokens.client_secret if not forged else "somebody-else"
        signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        return {
            "Content-Type": "application/json",
            "X-Shopify-Topic": topic_name(topic),
            "X-Shopify-Hmac-Sha256": signature,
            "X-Shopify-Shop-Domain": self.shop.domain,
            "X-Shopify-API-Version": self.version,
            "X-Shopify-Webhook-Id": id_,
            "X-Shopify-Event-Id": event,
            "X-Shopify-Triggered-At": iso(self.shop.now()).replace("Z", ".000000000Z"),
            "User-Agent": "Shopify-Captain-Hook",
        }

    def queue(self, delivery):
        self.deliveries.append(delivery)
        self.waiting.append(delivery)
        if len(self.deliveries) > 20_000:
            del self.deliveries[:5_000]
        if self.wake is not None:
            self.wake()

    def settled(self, delivery, ok):
        """After an attempt: done, tried again later, or given up (and the subscription removed)."""
        delivery.attempts += 1
        if ok:
            delivery.status = "delivered"
        elif delivery.attempts > RETRIES:
            delivery.status = "failed"
            if self.subscriptions.pop(delivery.subscription, None):
                self.changed()
        else:
            delivery.due = self.shop.moment_now() + self.retry_seconds * 2 ** (delivery.attempts - 1)
            return
        self.waiting.remove(delivery)

    def due(self):
        """Messages whose time has come, the earliest first, and the seconds until the next one."""
        now = self.shop.moment_now()
        ready = sorted((d for d in self.waiting if d.due <= now), key=lambda d: d.due)
        rest = [d.due - now for d in self.waiting if d.due > now]
        return ready, min(rest) if rest else None
