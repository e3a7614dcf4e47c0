"""productSet: the product becomes what the input says; lists that are given replace what was there."""

from ..engine.registry import field
from ..model import money
from ..model.base import number_in
from ..shopfloor import products as floor
from .common import find, user_error

ERROR = "ProductSetUserError"
MAX_VARIANTS, MAX_OPTIONS = 2048, 3


class Refusal(Exception):
    def __init__(self, path, message, code):
        super().__init__(message)
        self.error = user_error(path, message, code, ERROR)


def target(c, a):
    """The product that the identifier names; None when a new one is to be made."""
    given, identifier = a["input"], a.get("identifier") or {}
    gid = identifier.get("id") or given.get("id")
    if gid:
        product = find(c, gid, "Product")
        if product is None:
            raise Refusal(["input"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST")
        return product
    if identifier.get("handle"):
        if given.get("handle") not in (None, identifier["handle"]):
            raise Refusal(["identifier", "handle"], "The input handle must match the identifier.", "INPUT_MISMATCH")
        return next(iter(floor.with_handle(c.shop, identifier["handle"])), None)
    if identifier.get("customId"):
        custom = identifier["customId"]
        key = (custom.get("namespace") or "app--1", custom["key"])
        return next((p for p in c.shop.products if p.metafields.get(key) and p.metafields[key].value == custom["value"]), None)
    return None


def check(c, product, given):
    if product is None and not (given.get("title") or "").strip():
        raise Refusal(["input", "title"], "Title can't be blank", "INVALID_PRODUCT")
    if "title" in given and given["title"] is not None and len(given["title"]) > 255:
        raise Refusal(["input", "title"], "Title is too long (maximum is 255 characters)", "INVALID_PRODUCT")
    if given.get("handle"):
        if any(p is not product for p in floor.with_handle(c.shop, given["handle"])):
            raise Refusal(
                ["input", "handle"], f"Handle '{given['handle']}' already in use. Please provide a new handle.", "HANDLE_NOT_UNIQUE"
            )
    options, variants = given.get("productOptions"), given.get("variants")
    if options is not None and len(options) > MAX_OPTIONS:
        raise Refusal(["input", "productOptions"], f"Can only specify a maximum of {MAX_OPTIONS} options", "OPTIONS_OVER_LIMIT")
    if variants is not None and len(variants) > MAX_VARIANTS:
        raise Refusal(["input", "variants"], f"Product can have a maximum of {MAX_VARIANTS} variants", "VARIANTS_OVER_LIMIT")
    if variants and options is None and product is None:
        raise Refusal(["input", "variants"], "Product options input is required when adding variants", "PRODUCT_OPTIONS_INPUT_MISSING")
    if options and variants is None and (product is None or changed_options(product, options)):
        raise Refusal(["input", "productOptions"], "Variants input is required when updating product options", "VARIANTS_INPUT_MISSING")
    check_options(options or [])
    check_variants(c, product, options, variants or [])


def changed_options(product, options):
    return [(o.get("name"), [v.get("name") for v in o.get("values") or []]) for o in options] != [(n, list(v)) for n, v in product.options]


def check_options(options):
    names = [o.get("name") for o in options]
    for index, option in enumerate(options):
        path = ["input", "productOptions", str(index)]
        if names.count(option.get("name")) > 1:
            raise Refusal([*path, "name"], f"Duplicated option name '{option.get('name')}'", "DUPLICATED_OPTION_NAME")
        values = [v.get("name") for v in option.get("values") or []]
        if not values:
            raise Refusal([*path, "values"], "Option values can't be blank", "OPTION_VALUES_MISSING")
        if len(values) != len(set(values)):
            raise Refusal([*path, "values"], "Duplicated option value", "DUPLICATED_OPTION_VALUE")


def option_pairs(entry, names):
    """[(option, value)] in the order of the product's options."""
    given = {v.get("optionName"): v.get("name") for v in entry["optionValues"]}
    return [(name, given.get(name)) for name in names]


def check_variants(c, product, options, variants):
    known = (
        {o["name"]: [v.get("name") for v in o.get("values") or []] for o in options}
        if options is not None
        else {n: list(v) for n, v in (product.options if product else [])}
    )
    seen = {}
    for index, entry in enumerate(variants):
        path = ["input", "variants", str(index)]
        for value in entry["optionValues"]:
            if value.get("optionName") not in known:
                raise Refusal([*path, "optionValues"], f"Option '{value.get('optionName')}' does not exist", "OPTION_DOES_NOT_EXIST")
            if value.get("name") not in known[value["optionName"]] and options is not None:
                raise Refusal([*path, "optionValues"], f"Option value '{value.get('name')}' does not exist", "OPTION_VALUE_DOES_NOT_EXIST")
        pairs = tuple(option_pairs(entry, known))
        if any(v is None for _, v in pairs):
            raise Refusal([*path, "optionValues"], "Option values for every option must be given", "INVALID_VARIANT")
        if pairs in seen:
            raise Refusal(
                path,
                f"The variant '{' / '.join(v for _, v in pairs)}' already exists. Please change at least one option value.",
                "INVALID_VARIANT",
            )
        seen[pairs] = True
        if entry.get("id") and (product is None or not any(v.id == entry["id"] for v in product.variants)):
            raise Refusal([*path, "id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST")
        if entry.get("price") is not None and money.minor(c.shop.currency, entry["price"]) < 0:
            raise Refusal([*path, "price"], "Price must be greater than or equal to 0", "INVALID_VARIANT")
        for at, stock in enumerate(entry.get("inventoryQuantities") or []):
            if c.shop.locations.get(number_in(stock["locationId"])) is None:
                raise Refusal([*path, "inventoryQuantities", str(at), "locationId"], "Location does not exist", "INVALID_INPUT")


def apply(c, product, given):
    """Does what was checked; returns the product."""
    shop, new = c.shop, product is None
    if new:
        product = floor.new_product(shop, given["title"])
    floor.take_texts(shop, product, given)
    if given.get("productOptions") is not None:
        product.options = [(o["name"], [v["name"] for v in o["values"]]) for o in given["productOptions"]]
    if given.get("files") is not None:
        floor.set_media(shop, product, given["files"])
    if given.get("variants") is not None:
        set_variants(shop, product, given["variants"])
    elif new:
        product.options = product.options or [("Title", ["Default Title"])]
        floor.file_variant(shop, floor.new_variant(shop, product, [(n, v[0]) for n, v in product.options]))
    if new:
        shop.products.add(product)
        shop.happened("PRODUCTS_CREATE", product)
    shop.touch(product)
    c.applied("productSet", id=product.id, created=new, title=product.title, variants=[[v.id, v.sku, v.price] for v in product.variants])
    return product


def set_variants(shop, product, entries):
    names = [n for n, _ in product.options]
    by_id, by_options = {v.id: v for v in product.variants}, {tuple(v.options): v for v in product.variants}
    kept = []
    for entry in entries:
        pairs = option_pairs(entry, names)
        variant = by_id.get(entry.get("id")) or by_options.get(tuple(pairs))
        if variant is None or variant in kept:
            variant = floor.new_variant(shop, product, pairs)
        variant.options, variant.title = pairs, " / ".join(v for _, v in pairs)
        kept.append(variant)
        floor.take_variant(shop, variant, entry)
        if entry.get("inventoryQuantities"):
            floor.set_stock(shop, variant, [(q["locationId"], q["name"], q["quantity"]) for q in entry["inventoryQuantities"]])
        if entry.get("file"):
            attach_file(shop, product, variant, entry["file"])
        if variant.number not in shop.variants.records:
            floor.file_variant(shop, variant)
        else:
            shop.touch(variant)
    for variant in [v for v in product.variants if v not in kept]:
        floor.drop_variant(shop, variant)
    product.variants = kept
    for position, variant in enumerate(kept):
        variant.position = position + 1


def attach_file(shop, product, variant, entry):
    known = next((m for m in product.media if m.id == entry.get("id") or m.source == entry.get("originalSource")), None)
    if known is None:
        floor.set_media(shop, product, [{"id": m.id} for m in product.media] + [entry])
        known = product.media[-1]
    variant.media = [known]


@field("Mutation.productSet")
def _(_o, a, c):
    given, together = a["input"], a.get("synchronous")
    try:
        product = target(c, a)
        check(c, product, given)
    except Refusal as refusal:
        return {"product": None, "productSetOperation": None, "userErrors": [refusal.error]}
    product = apply(c, product, given)
    if together is None or together:
        return {"product": product, "productSetOperation": None, "userErrors": []}
    number = c.shop.numbers.next("ProductSetOperation")
    operation = {
        "__typename": "ProductSetOperation",
        "id": f"gid://shopify/ProductSetOperation/{number}",
        "product": product,
        "ready_at": c.shop.moment_now() + c.shop.bulk_seconds,
        "userErrors": [],
    }
    c.shop.operations[operation["id"]] = operation
    return {"product": None, "productSetOperation": operation, "userErrors": []}


@field("ProductSetOperation.status")
def _(o, a, c):
    return "COMPLETE" if c.shop.moment_now() >= o["ready_at"] else "ACTIVE"


@field("QueryRoot.productOperation")
def _(_o, a, c):
    return c.shop.operations.get(a["id"])
