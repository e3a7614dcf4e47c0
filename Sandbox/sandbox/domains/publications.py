"""Sales channels: what is published where."""

from ..engine.registry import field
from ..model.base import iso, seconds_of
from .common import count, find, user_error


@field("QueryRoot.publications")
def _(_o, a, c):
    return c.shop.publications


@field("QueryRoot.publication")
def _(_o, a, c):
    return by_id(c.shop, a["id"])


@field("QueryRoot.publicationsCount")
def _(_o, a, c):
    return count(len(c.shop.publications))


def by_id(shop, gid):
    return next((p for p in shop.publications if p["id"] == gid), None)


def entries(product, shop, only_published=True):
    found = []
    for one in shop.publications:
        since = product.publications.get(one["id"])
        if since is not None and (not only_published or since <= shop.now()):
            found.append(
                {
                    "__typename": "ResourcePublicationV2",
                    "publication": one,
                    "isPublished": since <= shop.now(),
                    "publishDate": iso(since),
                    "publishable": product,
                }
            )
    return found


@field("Product.resourcePublicationsV2")
def _(p, a, c):
    return entries(p, c.shop, a.get("onlyPublished", True))


@field("Product.resourcePublications")
def _(p, a, c):
    return [{**e, "__typename": "ResourcePublication"} for e in entries(p, c.shop, a.get("onlyPublished", True))]


@field("Product.resourcePublicationsCount", "Product.availablePublicationsCount")
def _(p, a, c):
    return count(len(entries(p, c.shop)))


@field("Product.publishedOnPublication")
def _(p, a, c):
    return any(e["publication"]["id"] == a["publicationId"] for e in entries(p, c.shop))


@field("Mutation.publishablePublish")
def _(_o, a, c):
    return publish(c, a["id"], a["input"], True)


@field("Mutation.publishableUnpublish")
def _(_o, a, c):
    return publish(c, a["id"], a["input"], False)


@field("Mutation.publishablePublishToCurrentChannel")
def _(_o, a, c):
    return publish(c, a["id"], [{"publicationId": c.shop.publications[0]["id"]}], True)


def publish(c, gid, inputs, on):
    product = find(c, gid, "Product")
    if product is None:
        return {"publishable": None, "shop": c.shop_object(), "userErrors": [user_error(["id"], "Publishable does not exist")]}
    for index, entry in enumerate(inputs):
        if by_id(c.shop, entry.get("publicationId")) is None:
            return {
                "publishable": product,
                "shop": c.shop_object(),
                "userErrors": [user_error(["input", str(index), "publicationId"], "Publication does not exist or is not publishable")],
            }
    for entry in inputs:
        if on:
            since = seconds_of(entry["publishDate"]) if entry.get("publishDate") else c.shop.now()
            product.publications[entry["publicationId"]] = since
            product.published_at = product.published_at or since
        else:
            product.publications.pop(entry["publicationId"], None)
            if not product.publications:
                product.published_at = None
    c.shop.touch(product)
    c.applied("publishablePublish" if on else "publishableUnpublish", id=product.id, publications=[e["publicationId"] for e in inputs])
    return {"publishable": product, "shop": c.shop_object(), "userErrors": []}
