"""Faults and webhooks on demand."""


def faults_add(server, shop, given):
    rules = given.pop("items", None) or [given]
    return [shop.faults.add(**rule).shown() for rule in rules]


def faults_list(server, shop, given):
    return [rule.shown() for rule in shop.faults.rules]


def faults_clear(server, shop, given):
    shop.faults.clear(int(given["id"]) if given.get("id") else None)
    return faults_list(server, shop, given)


def webhooks(server, shop, given):
    """What was sent: {"since": n}"""
    return {
        "subscriptions": [
            {k: v for k, v in s.items() if k in ("id", "topic", "uri", "format", "filter")} for s in shop.webhooks.subscriptions.values()
        ],
        "deliveries": [d.shown() for d in shop.webhooks.deliveries[int(given.get("since", 0)) :]],
    }


def webhooks_settings(server, shop, given):
    """{"duplicate": 0.5, "reorder": true, "delay": seconds, "forge": 0.1, "drop": 0.1, "retrySeconds": 0.1}"""
    names = {
        "duplicate": "duplicate",
        "reorder": "reorder",
        "delay": "delay",
        "forge": "forge",
        "drop": "drop",
        "retrySeconds": "retry_seconds",
    }
    for name, attribute in names.items():
        if name in given:
            setattr(shop.webhooks, attribute, given[name])
    return {name: getattr(shop.webhooks, attribute) for name, attribute in names.items()}


def webhooks_send(server, shop, given):
    """{"topic": "CUSTOMERS_REDACT", "uri": "http://127.0.0.1:…", "payload": {…}, "forged": true, "count": 2 (the same message)}"""
    topic, payload, id_ = given["topic"].upper().replace("/", "_"), given.get("payload", {}), given.get("id") or shop.webhooks.uuid()
    uris = [given["uri"]] if given.get("uri") else [s["uri"] for s in shop.webhooks.subscriptions.values() if s["topic"] == topic]
    made = [
        shop.webhooks.send(topic, payload, uri, forged=bool(given.get("forged")), id_=id_)
        for uri in uris
        for _ in range(int(given.get("count", 1)))
    ]
    return {"sent": [d.shown() for d in made if d]}
