"""Validation: graphql-core decides, the errors are told as Shopify tells them."""

from graphql import validate
from graphql.validation import OverlappingFieldsCanBeMergedRule, specified_rules

from .refusals import refusals

# Shopify lets one response key have different types on different object types (recorded), so that rule is not asked.
RULES = [rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule]


def validation_errors(schema, tree):
    """Shopify's own words for the errors it was recorded with, graphql-core's for the rest; empty when valid."""
    errors = validate(schema, tree, RULES)
    if not errors:
        return []
    return refusals(schema, tree) or [generic(error) for error in errors]


def generic(error):
    entry = {"message": error.message}
    if error.locations:
        entry["locations"] = [{"line": location.line, "column": location.column} for location in error.locations]
    return entry
