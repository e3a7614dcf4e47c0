"""Webhook subscriptions by the API."""

import re
from urllib.parse import urlsplit

from ..engine.registry import field
from ..model.base import iso
from ..store.search import Term, date, number, parse, predicate, word
from .common import count, user_error

NAME = re.compile(r"^[\w-]+$")
TOPIC = re.compile(r"^(?!goog)[A-Za-z][\w.~+%-]{2,254}$")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_FILTER = 65_535
JSON_ONLY = ("RETURNS_", "FULFILLMENT_ORDERS_", "REVERSE_")


def wrong_address(uri):
    """What Shopify says about an address; None when it takes it. Loopback addresses are taken here (and only here), by http too."""
    if not uri or not uri.strip():
        return "Address can't be blank"
    if uri.startswith("arn:"):
        return None if uri.startswith("arn:aws:events:") else "Address is invalid"
    if uri.startswith("pubsub://"):
        project, _, topic = uri.removeprefix("pubsub://").partition(":")
        if not project or not topic:
            return [
                "Address protocol pubsub:// is not supported",
                "Address is not a valid GCP pub/sub format. Format should be pubsub://project:topic",
            ]
        return None if TOPIC.match(topic) else ["Address is invalid", "Address is not a valid GCP topic id."]
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "Address is invalid"
    if not parts.scheme or (parts.scheme in ("http", "https") and not parts.hostname):
        return "Address is invalid"
    host = (parts.hostname or "").lower()
    if host in LOOPBACK and parts.scheme in ("http", "https"):
        return None
    if parts.scheme != "https":
        return f"Address protocol {parts.scheme}:// is not supported"
    if "." not in host or " " in uri:
        return "Address is invalid"
    if host.endswith((".myshopify.com", "shopify.com", ".internal", ".local")):
        return "Address cannot be a Shopify or an internal domain"
    return None


def qualified(tree):
    """Whether every term of a filter names its field."""
    if isinstance(tree, Term):
        return tree.field is not None
    if tree is None:
        return False
    return qualified(tree[1]) if tree[0] == "not" else all(qualified(part) for part in tree[1])


def endpoint(uri):
    if uri.startswith("arn:"):
        return {"__typename": "WebhookEventBridgeEndpoint", "arn": uri}
    if uri.startswith("pubsub://"):
        project, _, topic = uri.removeprefix("pubsub://").partition(":")
        return {"__typename": "WebhookPubSubEndpoint", "pubSubProject": project, "pubSubTopic": topic}
    return {"__typename": "WebhookHttpEndpoint", "callbackUrl": uri}


def check(c, topic, given, own=None):
    """userErrors of a subscription that is to be made or changed."""
    errors, others = [], [s for s in c.shop.webhooks.subscriptions.values() if s is not own]

    def fail(name, message):
        errors.append(user_error(["webhookSubscription", name] if name else ["webhookSubscription"], message))

    uri = given.get("uri") if given.get("uri") is not None else given.get("callbackUrl")
    uri = uri.strip() if uri else uri
    if uri is not None or own is None:
        wrong = wrong_address(uri)
        if wrong:
            for message in [wrong] if isinstance(wrong, str) else wrong:
                fail("callbackUrl", message)
        elif any(
            (s["topic"], s["uri"], s["filter"] or "", s["format"]) == (topic, uri, given.get("filter") or "", given.get("format") or "JSON")
            for s in others
        ):
            fail("callbackUrl", "Address for this topic has already been taken")
    if given.get("format") == "XML" and topic.startswith(JSON_ONLY):
        fail("format", "Format 'xml' is invalid for this webhook topic. Allowed formats: json")
    if given.get("format") == "XML" and uri and uri.startswith(("pubsub://", "arn:")):
        fail("format", "Format can only be used with format: 'json'")
    name = given.get("name")
    if name is not None:
        if name == "":
            fail("name", "Name is too short (minimum is 1 character)")
            fail("name", "Name name field can only contain alphanumeric characters, underscores, and hyphens")
        elif len(name) > 50:
            fail("name", "Name is too long (maximum is 50 characters)")
        elif not NAME.match(name):
            fail("name", "Name name field can only contain alphanumeric characters, underscores, and hyphens")
        elif any((s["name"] or "").lower() == name.lower() for s in others):
            fail("name", "Name already exists, no duplicate allowed")
    text = given.get("filter")
    if text:
        if len(text) > MAX_FILTER:
            fail(None, "The specified filter exceeds the maximum allowed size.")
        elif not qualified(parse(text)):
            fail(None, "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.")
    return errors, uri


def take(c, one, given, uri):
    if uri is not None:
        one["uri"] = one["callbackUrl"] = uri
        one["endpoint"] = endpoint(uri)
    for name, default in (("format", "JSON"), ("includeFields", []), ("filter", None), ("name", None)):
        if name in given:
            one[name] = given[name] if given[name] is not None else default
    if given.get("metafieldNamespaces") is not None:
        one["metafieldNamespaces"] = [n.replace("$app:", "app--1--") for n in given["metafieldNamespaces"]]
    one["updated"] = c.shop.now()
    one["updatedAt"] = iso(one["updated"])
    c.shop.webhooks.changed()


@field("Mutation.webhookSubscriptionCreate")
def _(_o, a, c):
    topic, given = a["topic"], a["webhookSubscription"]
    errors, uri = check(c, topic, given)
    if errors:
        return {"webhookSubscription": None, "userErrors": errors}
    at, now = c.shop.numbers.next("WebhookSubscription"), c.shop.now()
    one = {
        "__typename": "WebhookSubscription",
        "__number": at,
        "id": f"gid://shopify/WebhookSubscription/{at}",
        "legacyResourceId": str(at),
        "topic": topic,
        "format": "JSON",
        "includeFields": [],
        "metafieldNamespaces": [],
        "metafields": [],
        "filter": None,
        "name": None,
        "createdAt": iso(now),
        "created": now,
        "apiVersion": {"__typename": "ApiVersion", "handle": c.versions[-1], "displayName": c.versions[-1], "supported": True},
    }
    take(c, one, given, uri)
    c.shop.webhooks.subscriptions[one["id"]] = one
    c.shop.webhooks.changed()
    c.applied("webhookSubscriptionCreate", id=one["id"], topic=topic, uri=uri)
    return {"webhookSubscription": one, "userErrors": []}


MISSING = user_error(["id"], "Webhook subscription does not exist")


@field("Mutation.webhookSubscriptionUpdate")
def _(_o, a, c):
    one = c.shop.webhooks.subscriptions.get(a["id"])
    if one is None:
        return {"webhookSubscription": None, "userErrors": [MISSING]}
    errors, uri = check(c, one["topic"], a["webhookSubscription"], one)
    if errors:
        return {"webhookSubscription": None, "userErrors": errors}
    take(c, one, a["webhookSubscription"], uri)
    c.applied("webhookSubscriptionUpdate", id=one["id"])
    return {"webhookSubscription": one, "userErrors": []}


@field("Mutation.webhookSubscriptionDelete")
def _(_o, a, c):
    if c.shop.webhooks.subscriptions.pop(a["id"], None) is None:
        return {"deletedWebhookSubscriptionId": None, "userErrors": [MISSING]}
    c.shop.webhooks.changed()
    c.applied("webhookSubscriptionDelete", id=a["id"])
    return {"deletedWebhookSubscriptionId": a["id"], "userErrors": []}


@field("QueryRoot.webhookSubscription")
def _(_o, a, c):
    return c.shop.webhooks.subscriptions.get(a["id"])


FIELDS = {
    "id": number(lambda s: s["__number"]),
    "topic": word(lambda s: s["topic"]),
    "format": word(lambda s: s["format"]),
    "created_at": date(lambda s: s["created"]),
    "updated_at": date(lambda s: s["updated"]),
    "name": word(lambda s: s["name"]),
    "uri": word(lambda s: s["uri"]),
    "endpoint": word(lambda s: s["uri"]),
}


@field("QueryRoot.webhookSubscriptions")
def _(_o, a, c):
    found = list(c.shop.webhooks.subscriptions.values())
    if a.get("topics"):
        found = [s for s in found if s["topic"] in a["topics"]]
    for name in ("callbackUrl", "uri"):
        if a.get(name):
            found = [s for s in found if s["uri"] == a[name]]
    if a.get("format"):
        found = [s for s in found if s["format"] == a["format"]]
    test = predicate(parse(a.get("query") or ""), FIELDS, c.shop.now())
    return [s for s in found if test is None or test(s)]


@field("QueryRoot.webhookSubscriptionsCount")
def _(_o, a, c):
    test = predicate(parse(a.get("query") or ""), FIELDS, c.shop.now())
    return count(sum(test is None or test(s) for s in c.shop.webhooks.subscriptions.values()))
