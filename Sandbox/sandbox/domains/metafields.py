"""Metafields of products, variants, customers, orders."""

import hashlib
import json

from ..engine.registry import field
from ..model.base import iso
from ..model.media import Metafield
from .common import find, user_error

OWNERS = {"Product": "PRODUCT", "ProductVariant": "PRODUCTVARIANT", "Customer": "CUSTOMER", "Order": "ORDER"}
APP = "app--1"
MAXIMUM = 25
ERROR = "MetafieldsSetUserError"
SIMPLE = {"integer": "number_integer", "string": "single_line_text_field", "json_string": "json"}
TYPES = """
boolean color date date_time dimension id json link money multi_line_text_field number_decimal number_integer
rating rich_text_field single_line_text_field url volume weight file_reference product_reference
variant_reference collection_reference page_reference metaobject_reference mixed_reference customer_reference
company_reference language
""".split()


def namespace_of(name):
    if name is None or name == "$app":
        return APP
    return name.replace("$app:", f"{APP}--") if name.startswith("$app:") else name


for _type in OWNERS:

    @field(f"{_type}.metafield")
    def _(o, a, c):
        return o.metafields.get((namespace_of(a.get("namespace")), a["key"]))

    @field(f"{_type}.metafields")
    def _(o, a, c):
        found = list(o.metafields.values())
        if a.get("namespace"):
            found = [m for m in found if m.namespace == namespace_of(a["namespace"])]
        if a.get("keys"):
            wanted = {tuple(k.split(".", 1)) if "." in k else (APP, k) for k in a["keys"]}
            found = [m for m in found if (m.namespace, m.key) in wanted]
        return found


def digest(metafield):
    return hashlib.sha256(metafield.value.encode()).hexdigest()


@field("Metafield.compareDigest")
def _(m, a, c):
    return digest(m)


@field("Metafield.createdAt")
def _(m, a, c):
    return iso(m.created_at)


@field("Metafield.updatedAt")
def _(m, a, c):
    return iso(m.updated_at)


@field("Metafield.ownerType")
def _(m, a, c):
    return OWNERS[m.owner.typename]


@field("Metafield.jsonValue")
def _(m, a, c):
    if m.type in (
        "json",
        "number_integer",
        "boolean",
        "money",
        "dimension",
        "weight",
        "volume",
        "rating",
        "rich_text_field",
        "link",
    ) or m.type.startswith("list."):
        try:
            return json.loads(m.value)
        except ValueError:
            return m.value
    return m.value


@field("Metafield.sizeInBytes")
def _(m, a, c):
    return len(m.value.encode())


def wrong_value(type_, value):
    """Why a value does not fit its type; None when it does."""
    base = type_.removeprefix("list.")
    if base not in TYPES:
        return "INVALID_TYPE", f"Type must be one of the following: {', '.join(TYPES)}."
    try:
        parsed = (
            json.loads(value) if type_.startswith("list.") or base in ("json", "money", "dimension", "weight", "volume", "rating") else None
        )
        if type_.startswith("list.") and not isinstance(parsed, list):
            return "INVALID_VALUE", "Value must be an array."
        if type_ == "number_integer":
            int(value)
        elif type_ == "number_decimal":
            float(value)
    except ValueError:
        return "INVALID_VALUE", f"Value must be a {base.replace('_', ' ')}."
    if type_ == "boolean" and value not in ("true", "false"):
        return "INVALID_VALUE", "Value must be true or false."
    if type_ == "single_line_text_field" and "\n" in value:
        return "INVALID_VALUE", "Value cannot contain line breaks."
    return None


def put(shop, owner, namespace, key, type_, value):
    """Sets one metafield of a record; returns it."""
    known = owner.metafields.get((namespace, key))
    if known is None:
        known = Metafield(shop.numbers.next("Metafield"), owner, namespace, key, type_, value, shop.now())
        owner.metafields[namespace, key] = shop.keep(known)
    else:
        known.type, known.value, known.updated_at = type_, value, shop.now()
    return known


def put_inputs(shop, owner, inputs):
    """Metafields that came with another mutation (MetafieldInput)."""
    for entry in inputs or ():
        namespace = namespace_of(entry.get("namespace"))
        known = owner.metafields.get((namespace, entry["key"]))
        put(shop, owner, namespace, entry["key"], entry.get("type") or (known.type if known else "single_line_text_field"), entry["value"])


@field("Mutation.metafieldsSet")
def _(_o, a, c):
    given, errors, work = a["metafields"], [], []

    def fail(index, name, message, code):
        errors.append({**user_error(["metafields", str(index), name], message, code, ERROR), "elementIndex": None})

    if len(given) > MAXIMUM:
        return {
            "metafields": None,
            "userErrors": [
                {
                    **user_error(
                        ["metafields"], f"Exceeded the maximum metafields input limit of {MAXIMUM}.", "LESS_THAN_OR_EQUAL_TO", ERROR
                    ),
                    "elementIndex": None,
                }
            ],
        }
    for index, entry in enumerate(given):
        owner, namespace = find(c, entry["ownerId"], *OWNERS), namespace_of(entry.get("namespace"))
        if owner is None or owner.__class__ is dict:
            fail(index, "ownerId", "Owner does not exist.", "INVALID")
            continue
        known = owner.metafields.get((namespace, entry["key"]))
        type_ = SIMPLE.get(entry.get("type"), entry.get("type")) or (known.type if known else None)
        if "compareDigest" in entry and (digest(known) if known else None) != entry["compareDigest"]:
            fail(
                index,
                "compareDigest",
                "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
                "STALE_OBJECT",
            )
        elif type_ is None:
            fail(index, "type", "Type can't be blank", "BLANK")
        elif entry["value"] == "":
            fail(index, "value", "Value can't be blank.", "BLANK")
        elif not 2 <= len(entry["key"]) <= 64:
            fail(
                index,
                "key",
                "Key is too short (minimum is 2 characters)" if len(entry["key"]) < 2 else "Key is too long (maximum is 64 characters)",
                "TOO_SHORT" if len(entry["key"]) < 2 else "TOO_LONG",
            )
        else:
            wrong = wrong_value(type_, entry["value"])
            if wrong:
                fail(index, "type" if wrong[0] == "INVALID_TYPE" else "value", wrong[1], wrong[0])
            else:
                work.append((owner, namespace, entry["key"], type_, entry["value"]))
    if errors:
        return {"metafields": None, "userErrors": errors}
    made = [put(c.shop, *parts) for parts in work]
    for owner in dict.fromkeys(parts[0] for parts in work):
        c.shop.touch(owner)
    c.applied("metafieldsSet", ids=[m.id for m in made])
    return {"metafields": made, "userErrors": []}


@field("Mutation.metafieldsDelete")
def _(_o, a, c):
    deleted = []
    for entry in a["metafields"]:
        owner = find(c, entry["ownerId"], *OWNERS)
        found = owner.metafields.pop((namespace_of(entry["namespace"]), entry["key"]), None) if owner is not None else None
        deleted.append(
            {"__typename": "MetafieldIdentifier", "ownerId": entry["ownerId"], "namespace": entry["namespace"], "key": entry["key"]}
            if found
            else None
        )
        if found:
            c.shop.touch(owner)
    c.applied("metafieldsDelete", count=sum(d is not None for d in deleted))
    return {"deletedMetafields": deleted, "userErrors": []}
