"""Variables and the input objects behind them."""
from graphql import get_named_type, is_input_object_type, is_non_null_type, is_required_input_field, type_from_ast

from .swift import leaf, member, wrap

# Fields that must be sent even when they say “nothing”: leaving them out is an error at runtime.
ALWAYS_SENT = {("InventoryQuantityInput", "changeFromQuantity"), ("InventoryChangeInput", "changeFromQuantity")}
# Fields for which “leave it” (absent) and “take it away” (null) are two different wishes.
CLEARABLE = {
    ("ProductVariantSetInput", "compareAtPrice"), ("ProductVariantsBulkInput", "compareAtPrice"),
    ("ProductVariantSetInput", "barcode"), ("ProductVariantsBulkInput", "barcode"),
    ("InventoryItemInput", "cost"), ("InventoryItemInput", "countryCodeOfOrigin"), ("InventoryItemInput", "harmonizedSystemCode"),
}
# Inputs of which only these fields are written: the rest belongs to other programs.
ONLY = {
    "ProductSetInput": """id title handle descriptionHtml seo vendor productType tags status category files metafields productOptions variants
        templateSuffix""".split(),
    "ProductVariantSetInput": """id optionValues price compareAtPrice sku barcode position file inventoryPolicy inventoryItem inventoryQuantities
        taxable metafields""".split(),
    "OrderInput": "id email phone note tags customAttributes metafields poNumber".split(),
    "ProductVariantsBulkInput": """id optionValues price compareAtPrice barcode inventoryPolicy inventoryItem mediaId mediaSrc taxable
        metafields""".split(),
    "ProductUpdateInput": "id title handle descriptionHtml seo vendor productType tags status category templateSuffix metafields".split(),
    "InventoryItemInput": """sku cost tracked countryCodeOfOrigin harmonizedSystemCode measurement requiresShipping""".split(),
    "MetafieldInput": "namespace key value type".split(),
    "OptionSetInput": "id name position values".split(),
    "OptionValueSetInput": "id name".split(),
    "VariantOptionValueInput": "id name optionId optionName".split(),
    "CustomerSetInput": "id firstName lastName email phone locale note tags taxExempt addresses".split(),
    "WebhookSubscriptionInput": "uri format filter includeFields name".split(),
}


class Inputs:
    def __init__(self, schema, oldest, enums):
        self.schema, self.oldest, self.enums = schema, oldest, enums
        self.needed, self.written = [], {}

    def swift(self, kind):
        """The Swift type of an input type, without its own nullability."""
        named = get_named_type(kind)
        if is_input_object_type(named):
            if named.name not in self.needed:
                self.needed.append(named.name)
            return named.name
        return leaf(named, self.enums)

    def fields(self, name):
        """Fields of an input object that both versions have and neither deprecates."""
        kind, old = self.schema.type_map[name], self.oldest.type_map[name]
        only = ONLY.get(name)
        for key, field in kind.fields.items():
            before = old.fields.get(key)
            if before is None or field.deprecation_reason is not None or before.deprecation_reason is not None:
                continue
            if only is not None and key not in only and not is_required_input_field(field):
                continue
            yield key, field

    def structure(self, name):
        indent = "        "
        lines = [f"    /// The input `{name}` of the Admin API.", f"    public struct {name}: Encodable, Sendable, Equatable {{"]
        parameters, assignments = [], []
        for key, field in self.fields(name):
            inner = self.swift(field.type)
            if (name, key) in ALWAYS_SENT:
                swift, default = f"Nullable<{wrap(field.type, inner).rstrip('?')}>", ""
            elif (name, key) in CLEARABLE:
                swift, default = f"Nullable<{wrap(field.type, inner).rstrip('?')}>?", " = nil"
            else:
                swift = wrap(field.type, inner)
                if is_non_null_type(field.type) and not is_required_input_field(field):
                    swift += "?"
                default = " = nil" if swift.endswith("?") else ""
            lines.append(f"{indent}public var {member(key)}: {swift}")
            parameters.append((default == "", f"{member(key)}: {swift}{default}"))
            assignments.append(f"{indent}    self.{member(key)} = {member(key)}")
        parameters = [text for required, text in parameters if required] + [text for required, text in parameters if not required]
        lines += ["", f"{indent}public init("] + [f"{indent}    {text}," for text in parameters]
        lines[-1] = lines[-1].rstrip(",")
        return lines + [f"{indent}) {{"] + assignments + [f"{indent}}}", "    }"]
