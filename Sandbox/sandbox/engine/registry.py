"""Which function answers which field, and which Python class stands for which GraphQL type.

A field function is called as `function(object, arguments, context)`. Fields without a function are
read from the object itself (key of a dict, attribute of a model object in snake_case); what is not
there either gets the schema's neutral value (see `neutral`).
"""

import re

FIELDS = {}
MODELS = {}


def field(*names):
    """Registers the function for `"Type.field"` (several names may share one function)."""

    def register(function):
        for name in names:
            type_name, field_name = name.split(".")
            FIELDS[type_name, field_name] = function
        return function

    return register


def model(*type_names):
    """Says that objects of the GraphQL types are instances of the decorated class."""

    def register(cls):
        for name in type_names:
            MODELS[name] = cls
        if getattr(cls, "typename", None) is None:
            cls.typename = type_names[0]
        return cls

    return register


def snake(name):
    """`totalPriceSet` → `total_price_set`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


class FieldError(Exception):
    """A field that Shopify answers with null and an entry in `errors`."""

    def __init__(self, message, code=None, **extensions):
        super().__init__(message)
        self.message = message
        self.extensions = dict(extensions)
        if code:
            self.extensions = {"code": code, **extensions}
