"""Products, variants, inventory items and levels."""

from ..engine.registry import model
from .base import Record


@model("InventoryLevel")
class Level:
    """Stock of one item at one location. on_hand = available + committed + reserved + damaged + safety + quality."""

    __slots__ = ("item", "location", "available", "committed", "incoming", "reserved", "created_at", "updated_at", "active", "times")

    def __init__(self, item, location, available, now):
        self.item, self.location, self.available = item, location, available
        self.committed = self.incoming = self.reserved = 0
        self.created_at = self.updated_at = now
        self.active, self.times = True, {}

    @property
    def number(self):
        return self.location.number

    @property
    def id(self):
        return f"gid://shopify/InventoryLevel/{self.location.number}?inventory_item_id={self.item.number}"

    @property
    def on_hand(self):
        return self.available + self.committed + self.reserved


@model("InventoryItem")
class InventoryItem(Record):
    __slots__ = (
        "number",
        "variant",
        "tracked",
        "cost",
        "country",
        "province",
        "harmonized_code",
        "grams",
        "requires_shipping",
        "levels",
        "created_at",
        "updated_at",
        "weight",
        "weight_unit",
    )

    def __init__(self, number, variant, now):
        self.number, self.variant, self.created_at, self.updated_at = number, variant, now, now
        self.tracked, self.cost, self.country, self.province, self.harmonized_code = True, None, None, None, None
        self.requires_shipping, self.levels, self.weight, self.weight_unit = True, {}, 0.0, "KILOGRAMS"


@model("ProductVariant")
class Variant(Record):
    __slots__ = (
        "number",
        "product",
        "title",
        "sku",
        "barcode",
        "price",
        "compare_at_price",
        "position",
        "options",
        "item",
        "taxable",
        "policy",
        "created_at",
        "updated_at",
        "metafields",
        "media",
        "requires_components",
    )

    def __init__(self, number, product, now):
        self.number, self.product, self.created_at, self.updated_at = number, product, now, now
        self.title, self.sku, self.barcode, self.price, self.compare_at_price = "Default Title", None, None, 0, None
        self.position, self.options, self.item, self.taxable, self.policy = 1, [("Title", "Default Title")], None, True, "DENY"
        self.metafields, self.media, self.requires_components = {}, [], False


@model("Product")
class Product(Record):
    __slots__ = (
        "number",
        "shop",
        "title",
        "handle",
        "description",
        "vendor",
        "product_type",
        "tags",
        "status",
        "options",
        "variants",
        "created_at",
        "updated_at",
        "published_at",
        "metafields",
        "media",
        "is_gift_card",
        "seo",
        "category",
        "publications",
        "template_suffix",
        "collections",
    )

    def __init__(self, number, shop, title, now):
        self.number, self.shop, self.title, self.created_at, self.updated_at = number, shop, title, now, now
        self.handle, self.description, self.vendor, self.product_type = "", "", shop.name, ""
        self.tags, self.status, self.options, self.variants, self.published_at = [], "ACTIVE", [], [], now
        self.metafields, self.media, self.is_gift_card, self.seo, self.category = {}, [], False, {}, None
        self.publications, self.template_suffix, self.collections = {}, None, []
