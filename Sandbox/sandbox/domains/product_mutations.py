"""Products and variants, piece by piece."""

from ..engine.registry import field
from ..model import money
from ..shopfloor import products as floor
from .common import find, user_error
from .media import new_product_media


@field("Mutation.productCreate")
def _(_o, a, c):
    given = a.get("product") or a.get("input") or {}
    if not (given.get("title") or "").strip():
        return {"product": None, "shop": c.shop_object(), "userErrors": [user_error(["title"], "Title can't be blank")]}
    shop = c.shop
    product = floor.new_product(shop, given["title"])
    floor.take_texts(shop, product, given)
    product.handle = floor.free_handle(shop, product.handle, product)
    product.options = [(o["name"], [v["name"] for v in o.get("values") or []]) for o in given.get("productOptions") or []] or [
        ("Title", ["Default Title"])
    ]
    floor.file_variant(shop, floor.new_variant(shop, product, [(n, v[0]) for n, v in product.options]))
    new_product_media(c, product, a.get("media"))
    shop.products.add(product)
    shop.happened("PRODUCTS_CREATE", product)
    c.applied("productCreate", id=product.id, title=product.title)
    return {"product": product, "shop": c.shop_object(), "userErrors": []}


@field("Mutation.productUpdate")
def _(_o, a, c):
    given = a.get("product") or a.get("input") or {}
    identifier = a.get("identifier") or {}
    gid = given.get("id") or identifier.get("id")
    product = find(c, gid or "", "Product") or next(iter(floor.with_handle(c.shop, identifier.get("handle") or "")), None)
    if product is None:
        return {"product": None, "userErrors": [user_error(["id"], "Product does not exist")]}
    if "title" in given and not (given["title"] or "").strip():
        return {"product": product, "userErrors": [user_error(["title"], "Title can't be blank")]}
    if given.get("handle") and any(p is not product for p in floor.with_handle(c.shop, given["handle"])):
        return {
            "product": product,
            "userErrors": [user_error(["handle"], f"Handle '{given['handle']}' already in use. Please provide a new handle.")],
        }
    floor.take_texts(c.shop, product, given)
    new_product_media(c, product, a.get("media"))
    c.shop.touch(product)
    c.applied("productUpdate", id=product.id, fields=sorted(given))
    return {"product": product, "userErrors": []}


@field("Mutation.productChangeStatus")
def _(_o, a, c):
    product = find(c, a["productId"], "Product")
    if product is None:
        return {
            "product": None,
            "userErrors": [user_error(["productId"], "Product does not exist", "PRODUCT_NOT_FOUND", "ProductChangeStatusUserError")],
        }
    product.status = a["status"]
    c.shop.touch(product)
    c.applied("productChangeStatus", id=product.id, status=a["status"])
    return {"product": product, "userErrors": []}


@field("Mutation.productDelete")
def _(_o, a, c):
    product = find(c, a["input"]["id"], "Product")
    if product is None:
        return {
            "deletedProductId": None,
            "productDeleteOperation": None,
            "shop": c.shop_object(),
            "userErrors": [user_error(["id"], "Product does not exist")],
        }
    for variant in list(product.variants):
        floor.drop_variant(c.shop, variant)
    c.shop.products.remove(product)
    c.shop.happened("PRODUCTS_DELETE", product)
    c.applied("productDelete", id=product.id)
    return {"deletedProductId": product.id, "productDeleteOperation": None, "shop": c.shop_object(), "userErrors": []}


def options_of(product, entry):
    """([(option, value)], problem) of a variant's option values."""
    given = {v.get("optionName"): v.get("name") for v in entry.get("optionValues") or []}
    names = [n for n, _ in product.options]
    unknown = [n for n in given if n not in names]
    if unknown:
        return None, ("OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS", "Option does not exist")
    missing = [n for n in names if not given.get(n)]
    if missing:
        return None, ("NEED_TO_ADD_OPTION_VALUES", f"You need to add option values for {', '.join(missing)}")
    return [(n, given[n]) for n in names], None


@field("Mutation.productVariantsBulkCreate")
def _(_o, a, c):
    product = find(c, a["productId"], "Product")
    kind = "ProductVariantsBulkCreateUserError"
    if product is None:
        return {
            "product": None,
            "productVariants": None,
            "userErrors": [user_error(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST", kind)],
        }
    work, errors, taken = [], [], {tuple(v.options) for v in product.variants}
    standalone = (
        a.get("strategy") in ("REMOVE_STANDALONE_VARIANT", "DEFAULT", None)
        and len(product.variants) == 1
        and product.variants[0].title == "Default Title"
    )
    for index, entry in enumerate(a["variants"]):
        path = ["variants", str(index)]
        pairs, wrong = options_of(product, entry)
        if wrong:
            errors.append(user_error(path, wrong[1], wrong[0], kind))
        elif tuple(pairs) in taken and not standalone:
            errors.append(
                user_error(
                    path,
                    f"The variant '{' / '.join(v for _, v in pairs)}' already exists. Please change at least one option value.",
                    "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE",
                    kind,
                )
            )
        elif entry.get("id"):
            errors.append(user_error([*path, "id"], "The ID is not allowed on create", "NO_KEY_ON_CREATE", kind))
        elif negative(c, entry):
            errors.append(user_error([*path, "price"], "Price must be greater than or equal to 0", "NEGATIVE_PRICE_VALUE", kind))
        else:
            taken.add(tuple(pairs))
            work.append((pairs, entry))
    if errors:
        return {"product": product, "productVariants": None, "userErrors": errors}
    if standalone:
        floor.drop_variant(c.shop, product.variants[0])
    made = []
    for pairs, entry in work:
        variant = floor.new_variant(c.shop, product, pairs)
        add_values(product, pairs)
        take(c, variant, entry)
        floor.set_stock(
            c.shop, variant, [(q["locationId"], "available", q["availableQuantity"]) for q in entry.get("inventoryQuantities") or []]
        )
        floor.file_variant(c.shop, variant)
        made.append(variant)
    c.shop.touch(product)
    c.applied("productVariantsBulkCreate", product=product.id, variants=[[v.id, v.sku] for v in made])
    return {"product": product, "productVariants": made, "userErrors": []}


def negative(c, entry):
    return entry.get("price") is not None and money.minor(c.shop.currency, entry["price"]) < 0


def add_values(product, pairs):
    for (name, values), (_, value) in zip(product.options, pairs):
        if value not in values:
            values.append(value)


def take(c, variant, entry):
    floor.take_variant(c.shop, variant, entry)
    if "mediaId" in entry:
        one = find(c, entry["mediaId"] or "", "MediaImage")
        variant.media = [one] if one in variant.product.media else []
    for source in entry.get("mediaSrc") or []:
        variant.media = [m for m in variant.product.media if m.source == source][:1] or variant.media


@field("Mutation.productVariantsBulkUpdate")
def _(_o, a, c):
    product, kind = find(c, a["productId"], "Product"), "ProductVariantsBulkUpdateUserError"
    if product is None:
        return {
            "product": None,
            "productVariants": None,
            "userErrors": [user_error(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST", kind)],
        }
    by_id, work, errors = {v.id: v for v in product.variants}, [], []
    for index, entry in enumerate(a["variants"]):
        path, variant = ["variants", str(index)], by_id.get(entry.get("id"))
        if entry.get("id") is None:
            errors.append(user_error([*path, "id"], "Product variant is missing ID attribute", "PRODUCT_VARIANT_ID_MISSING", kind))
        elif variant is None:
            errors.append(user_error([*path, "id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST", kind))
        elif negative(c, entry):
            errors.append(user_error([*path, "price"], "Price must be greater than or equal to 0", "NEGATIVE_PRICE_VALUE", kind))
        elif entry.get("inventoryQuantities"):
            errors.append(
                user_error(
                    [*path, "inventoryQuantities"],
                    "Inventory quantities can only be provided during create. To update inventory for "
                    "existing variants, use inventoryAdjustQuantities.",
                    "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
                    kind,
                )
            )
        else:
            work.append((variant, entry))
    if errors and not a.get("allowPartialUpdates"):
        return {"product": product, "productVariants": None, "userErrors": errors}
    new_product_media(c, product, a.get("media"))
    for variant, entry in work:
        if entry.get("optionValues"):
            pairs, wrong = options_of(
                product, {"optionValues": [{"optionName": n, "name": v} for n, v in variant.options] + entry["optionValues"]}
            )
            if not wrong:
                variant.options, variant.title = pairs, " / ".join(v for _, v in pairs)
                add_values(product, pairs)
        take(c, variant, entry)
        c.shop.touch(variant)
    c.shop.touch(product)
    c.applied("productVariantsBulkUpdate", product=product.id, variants=[[v.id, v.price, v.compare_at_price] for v, _ in work])
    return {"product": product, "productVariants": [v for v, _ in work], "userErrors": errors}


@field("Mutation.productVariantsBulkDelete")
def _(_o, a, c):
    product, kind = find(c, a["productId"], "Product"), "ProductVariantsBulkDeleteUserError"
    if product is None:
        return {"product": None, "userErrors": [user_error(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST", kind)]}
    by_id = {v.id: v for v in product.variants}
    unknown = [i for i, gid in enumerate(a["variantsIds"]) if gid not in by_id]
    if unknown:
        return {
            "product": product,
            "userErrors": [
                user_error(
                    ["variantsIds", str(i)],
                    "At least one variant does not belong to the product",
                    "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT",
                    kind,
                )
                for i in unknown
            ],
        }
    if len(set(a["variantsIds"])) == len(product.variants):
        return {
            "product": product,
            "userErrors": [user_error(["variantsIds"], "Cannot delete the last variant", "CANNOT_DELETE_LAST_VARIANT", kind)],
        }
    for gid in dict.fromkeys(a["variantsIds"]):
        floor.drop_variant(c.shop, by_id[gid])
    c.shop.touch(product)
    c.applied("productVariantsBulkDelete", product=product.id, variants=a["variantsIds"])
    return {"product": product, "userErrors": []}
