"""Languages of the shop, and translations of products."""

import hashlib

from ..engine.registry import field
from ..model.base import iso
from .common import find, user_error

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "ru": "Russian",
    "ja": "Japanese",
    "es": "Spanish",
    "nl": "Dutch",
    "it": "Italian",
}
ERROR = "TranslationUserError"


@field("QueryRoot.shopLocales")
def _(_o, a, c):
    return [locale(code, index == 0) for index, code in enumerate(c.shop.locales)]


def locale(code, primary=False):
    name = NAMES.get(code, code)
    return {"__typename": "ShopLocale", "locale": code, "name": name, "primary": primary, "published": True, "marketWebPresences": []}


@field("Mutation.shopLocaleEnable")
def _(_o, a, c):
    if a["locale"] not in c.shop.locales:
        c.shop.locales.append(a["locale"])
        c.applied("shopLocaleEnable", locale=a["locale"])
    return {"shopLocale": locale(a["locale"]), "userErrors": []}


def contents(product):
    """(key, kind, value) of what can be translated."""
    return [
        ("title", "SINGLE_LINE_TEXT_FIELD", product.title),
        ("body_html", "HTML", product.description),
        ("handle", "URI", product.handle),
        ("product_type", "SINGLE_LINE_TEXT_FIELD", product.product_type),
        ("meta_title", "SINGLE_LINE_TEXT_FIELD", product.seo.get("title")),
        ("meta_description", "MULTI_LINE_TEXT_FIELD", product.seo.get("description")),
    ]


def digest(value):
    return hashlib.sha256((value or "").encode()).hexdigest()


def translations_of(c, product, language=None):
    known = c.shop.translations.get(product.id, {})
    values = {key: value for key, _, value in contents(product)}
    return [
        {
            "__typename": "Translation",
            "key": key,
            "locale": code,
            "value": entry["value"],
            "market": None,
            "outdated": entry["digest"] != digest(values.get(key)),
            "updatedAt": iso(entry["at"]),
        }
        for (code, key), entry in known.items()
        if language in (None, code)
    ]


def resource(c, product):
    return {"__typename": "TranslatableResource", "resourceId": product.id, "product": product, "nestedTranslatableResources": []}


@field("QueryRoot.translatableResource")
def _(_o, a, c):
    product = find(c, a["resourceId"], "Product")
    return resource(c, product) if product is not None else None


@field("QueryRoot.translatableResourcesByIds")
def _(_o, a, c):
    return [resource(c, p) for p in (find(c, gid, "Product") for gid in a["resourceIds"]) if p is not None]


@field("QueryRoot.translatableResources")
def _(_o, a, c):
    if a["resourceType"] != "PRODUCT":
        return []
    page = c.shop.products.page(a)
    page.nodes = [resource(c, p) for p in page.nodes]
    page.number_of = page.value_of = lambda r: r["product"].number
    return page


@field("TranslatableResource.translatableContent")
def _(r, a, c):
    return [
        {
            "__typename": "TranslatableContent",
            "key": key,
            "value": value,
            "digest": digest(value),
            "locale": c.shop.locales[0],
            "type": kind,
        }
        for key, kind, value in contents(r["product"])
        if value
    ]


@field("TranslatableResource.translations")
def _(r, a, c):
    found = translations_of(c, r["product"], a["locale"])
    return found if a.get("outdated") is None else [t for t in found if t["outdated"] == a["outdated"]]


@field("Product.translations")
def _(p, a, c):
    return translations_of(c, p, a["locale"])


@field("Mutation.translationsRegister")
def _(_o, a, c):
    product = find(c, a["resourceId"], "Product")
    if product is None:
        message = f"Resource {a['resourceId']} does not exist"
        return {"translations": None, "userErrors": [user_error(["resourceId"], message, "RESOURCE_NOT_FOUND", ERROR)]}
    values, errors = {key: value for key, _, value in contents(product)}, []
    for index, entry in enumerate(a["translations"]):
        path = ["translations", str(index)]
        if entry["locale"] not in c.shop.locales[1:]:
            errors.append(user_error([*path, "locale"], "Locale is not valid for the shop", "INVALID_LOCALE_FOR_SHOP", ERROR))
        elif entry["key"] not in values:
            errors.append(
                user_error([*path, "key"], f"Key {entry['key']} is not a valid translatable field", "INVALID_KEY_FOR_MODEL", ERROR)
            )
        elif not entry["value"]:
            errors.append(user_error([*path, "value"], "Value can't be blank", "BLANK", ERROR))
        elif entry["translatableContentDigest"] != digest(values[entry["key"]]):
            message = "Translatable content hash is invalid"
            errors.append(user_error([*path, "translatableContentDigest"], message, "INVALID_TRANSLATABLE_CONTENT", ERROR))
    if errors:
        return {"translations": None, "userErrors": errors}
    known = c.shop.translations.setdefault(product.id, {})
    for entry in a["translations"]:
        known[entry["locale"], entry["key"]] = {
            "value": entry["value"],
            "digest": entry["translatableContentDigest"],
            "at": c.shop.now(),
        }
    c.applied("translationsRegister", id=product.id, keys=[[e["locale"], e["key"]] for e in a["translations"]])
    given = {(e["locale"], e["key"]) for e in a["translations"]}
    return {"translations": [t for t in translations_of(c, product) if (t["locale"], t["key"]) in given], "userErrors": []}


@field("Mutation.translationsRemove")
def _(_o, a, c):
    product = find(c, a["resourceId"], "Product")
    if product is None:
        message = f"Resource {a['resourceId']} does not exist"
        return {"translations": None, "userErrors": [user_error(["resourceId"], message, "RESOURCE_NOT_FOUND", ERROR)]}
    known, gone = c.shop.translations.get(product.id, {}), []
    before = translations_of(c, product)
    for code in a["locales"]:
        for key in a["translationKeys"]:
            if known.pop((code, key), None):
                gone.append((code, key))
    c.applied("translationsRemove", id=product.id, keys=gone)
    return {"translations": [t for t in before if (t["locale"], t["key"]) in gone], "userErrors": []}
