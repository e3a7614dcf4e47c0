"""Products and variants: reading."""

import re

from ..engine.registry import field
from ..model import money
from ..model.base import iso, number_in
from .common import count


def currency(context):
    return context.shop.currency


@field("QueryRoot.products")
def _(o, a, c):
    return c.shop.products.page(a)


@field("QueryRoot.product")
def _(o, a, c):
    return c.shop.products.get(number_in(a["id"]))


@field("QueryRoot.productsCount")
def _(o, a, c):
    return count(c.shop.products.count(a.get("query")))


@field("QueryRoot.productVariants")
def _(o, a, c):
    return c.shop.variants.page(a)


@field("QueryRoot.productVariant")
def _(o, a, c):
    return c.shop.variants.get(number_in(a["id"]))


@field("QueryRoot.productVariantsCount")
def _(o, a, c):
    return count(c.shop.variants.count(a.get("query")))


@field("QueryRoot.productByIdentifier")
def _(o, a, c):
    identifier = a["identifier"]
    if identifier.get("id"):
        return c.shop.products.get(number_in(identifier["id"]))
    return next(iter(c.shop.products.find_by("handle", lambda p: p.handle, identifier.get("handle"))), None)


@field("QueryRoot.productVariantByIdentifier")
def _(o, a, c):
    return c.shop.variants.get(number_in(a["identifier"].get("id") or ""))


for _type in ("Product", "ProductVariant", "InventoryItem"):
    field(f"{_type}.createdAt")(lambda o, a, c: iso(o.created_at))
    field(f"{_type}.updatedAt")(lambda o, a, c: iso(o.updated_at))


@field("Product.publishedAt")
def _(p, a, c):
    return iso(p.published_at)


@field("Product.descriptionHtml", "Product.bodyHtml")
def _(p, a, c):
    return p.description


@field("Product.description", "Product.descriptionPlainSummary")
def _(p, a, c):
    return re.sub(r"<[^>]*>", "", p.description)


@field("Product.options")
def _(p, a, c):
    found = []
    for index, (name, values) in enumerate(p.options):
        found.append(
            {
                "__typename": "ProductOption",
                "id": f"gid://shopify/ProductOption/{p.number}{index}",
                "name": name,
                "position": index + 1,
                "values": list(values),
                "linkedMetafield": None,
                "optionValues": [
                    {
                        "__typename": "ProductOptionValue",
                        "name": v,
                        "hasVariants": True,
                        "linkedMetafieldValue": None,
                        "id": f"gid://shopify/ProductOptionValue/{p.number}{index}{i}",
                    }
                    for i, v in enumerate(values)
                ],
            }
        )
    return found if a.get("first") is None else found[: a["first"]]


@field("Product.variantsCount")
def _(p, a, c):
    return count(len(p.variants))


@field("Product.totalVariants")
def _(p, a, c):
    return len(p.variants)


@field("Product.hasOnlyDefaultVariant")
def _(p, a, c):
    return len(p.variants) == 1 and p.variants[0].title == "Default Title"


@field("Product.totalInventory")
def _(p, a, c):
    return sum(stock(v) for v in p.variants)


@field("Product.tracksInventory")
def _(p, a, c):
    return any(v.item.tracked for v in p.variants)


@field("Product.hasOutOfStockVariants")
def _(p, a, c):
    return any(v.item.tracked and stock(v) <= 0 for v in p.variants)


@field("Product.priceRangeV2")
def _(p, a, c):
    prices = [v.price for v in p.variants] or [0]
    return {
        "__typename": "ProductPriceRangeV2",
        "minVariantPrice": (currency(c), min(prices)),
        "maxVariantPrice": (currency(c), max(prices)),
    }


@field("Product.seo")
def _(p, a, c):
    return {"__typename": "SEO", "title": p.seo.get("title"), "description": p.seo.get("description")}


@field("Product.onlineStoreUrl")
def _(p, a, c):
    return f"https://{p.shop.domain}/products/{p.handle}" if p.status == "ACTIVE" and p.published_at else None


@field("Product.media")
def _(p, a, c):
    return p.media


@field("Product.featuredMedia")
def _(p, a, c):
    return p.media[0] if p.media else None


@field("Product.mediaCount")
def _(p, a, c):
    return count(len(p.media))


def stock(variant):
    return sum(level.available for level in variant.item.levels.values() if level.active)


@field("ProductVariant.price")
def _(v, a, c):
    return money.scalar(currency(c), v.price)


@field("ProductVariant.compareAtPrice")
def _(v, a, c):
    return None if v.compare_at_price is None else money.scalar(currency(c), v.compare_at_price)


@field("ProductVariant.displayName")
def _(v, a, c):
    return f"{v.product.title} - {v.title}"


@field("ProductVariant.inventoryQuantity", "ProductVariant.sellableOnlineQuantity")
def _(v, a, c):
    return stock(v)


@field("ProductVariant.inventoryPolicy")
def _(v, a, c):
    return v.policy


@field("ProductVariant.inventoryItem")
def _(v, a, c):
    return v.item


@field("ProductVariant.availableForSale")
def _(v, a, c):
    return v.product.status == "ACTIVE" and (not v.item.tracked or v.policy == "CONTINUE" or stock(v) > 0)


@field("ProductVariant.selectedOptions")
def _(v, a, c):
    return [
        {
            "__typename": "SelectedOption",
            "name": n,
            "value": x,
            "optionValue": {
                "__typename": "ProductOptionValue",
                "id": f"gid://shopify/ProductOptionValue/{v.product.number}0",
                "name": x,
                "hasVariants": True,
            },
        }
        for n, x in v.options
    ]


@field("ProductVariant.media")
def _(v, a, c):
    return v.media
