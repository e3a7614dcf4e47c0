"""Products as they are made and changed: options, variants, stock, pictures."""

import re

from ..domains.inventory_mutations import update_item
from ..domains.metafields import put_inputs
from ..model import money
from ..model.catalog import InventoryItem, Level, Product, Variant
from ..model.base import number_in
from .media import make_media

TEXTS = (
    ("title", "title"),
    ("descriptionHtml", "description"),
    ("vendor", "vendor"),
    ("productType", "product_type"),
    ("status", "status"),
    ("templateSuffix", "template_suffix"),
)


def handle_of(title):
    return re.sub(r"[^\w]+", "-", title.lower(), flags=re.U).strip("-") or "product"


def free_handle(shop, wanted, product=None):
    """The handle, with a number behind it when another product has it already."""
    handle, number = wanted, 1
    while any(p is not product for p in with_handle(shop, handle)):
        handle, number = f"{wanted}-{number}", number + 1
    return handle


def with_handle(shop, handle):
    return shop.products.find_by("handle", lambda p: p.handle, handle)


def new_product(shop, title):
    product = Product(shop.numbers.next("Product"), shop, title, shop.now())
    product.handle = free_handle(shop, handle_of(title))
    product.published_at = None
    return product


def take_texts(shop, product, given):
    """Takes over the fields that are present in a product input."""
    for name, attribute in TEXTS:
        if name in given and given[name] is not None:
            setattr(product, attribute, given[name])
    if given.get("handle"):
        product.handle = given["handle"]
    if "tags" in given:
        product.tags = sorted(dict.fromkeys(t.strip() for t in given["tags"] or [] if t.strip()), key=str.lower)
    if given.get("seo"):
        product.seo = {**product.seo, **given["seo"]}
    if given.get("category"):
        product.category = given["category"]
    if given.get("giftCard"):
        product.is_gift_card = True
    put_inputs(shop, product, given.get("metafields"))


def new_variant(shop, product, options):
    now = shop.now()
    variant = Variant(shop.numbers.next("ProductVariant"), product, now)
    variant.options = options
    variant.title = " / ".join(v for _, v in options) or "Default Title"
    item = variant.item = InventoryItem(shop.numbers.next("InventoryItem"), variant, now)
    item.tracked = False
    main = shop.main_location()
    if main is not None:
        item.levels[main.number] = Level(item, main, 0, now)
    variant.position = len(product.variants) + 1
    product.variants.append(variant)
    return variant


def file_variant(shop, variant):
    shop.variants.add(variant)
    shop.inventory_items.add(variant.item)


def drop_variant(shop, variant):
    variant.product.variants.remove(variant)
    shop.variants.remove(variant)
    shop.inventory_items.remove(variant.item)


def take_variant(shop, variant, given):
    """Takes over the fields that are present in a variant input."""
    if given.get("price") is not None:
        variant.price = money.minor(shop.currency, given["price"])
    if "compareAtPrice" in given:
        variant.compare_at_price = None if given["compareAtPrice"] is None else money.minor(shop.currency, given["compareAtPrice"])
    for name, attribute in (
        ("sku", "sku"),
        ("barcode", "barcode"),
        ("taxable", "taxable"),
        ("inventoryPolicy", "policy"),
        ("requiresComponents", "requires_components"),
        ("position", "position"),
    ):
        if name in given and (given[name] is not None or name in ("sku", "barcode")):
            setattr(variant, attribute, given[name])
    if given.get("inventoryItem"):
        update_item(shop, variant.item, given["inventoryItem"])
    put_inputs(shop, variant, given.get("metafields"))
    variant.updated_at = shop.now()


def set_stock(shop, variant, entries):
    """`[(location gid, name, quantity)]`, as it may be given when a variant is made or set."""
    for gid, name, quantity in entries:
        place = shop.locations.get(number_in(gid))
        if place is None:
            continue
        level = variant.item.levels.get(place.number)
        if level is None:
            level = variant.item.levels[place.number] = Level(variant.item, place, 0, shop.now())
        level.active, level.updated_at = True, shop.now()
        level.available = quantity if name == "available" else quantity - level.committed - level.reserved


def set_media(shop, product, entries):
    """The pictures of a product become exactly these: known ids stay, new sources are fetched."""
    known, result = {m.id: m for m in product.media}, []
    for entry in entries:
        one = known.get(entry.get("id")) or (shop.find("MediaImage", number_in(entry["id"])) if entry.get("id") else None)
        if one is None and entry.get("originalSource"):
            one = next((m for m in product.media if m.source == entry["originalSource"]), None) or make_media(
                shop, entry["originalSource"], entry.get("alt") or "", entry.get("contentType") or "IMAGE"
            )
        if one is None:
            continue
        if "alt" in entry:
            one.alt = entry["alt"]
        result.append(one)
    product.media = result
    for variant in product.variants:
        variant.media = [m for m in variant.media if m in result]
