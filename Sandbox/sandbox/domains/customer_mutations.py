"""Customers and their addresses by the API."""

import re

from ..engine.registry import FieldError, field
from ..model.party import Customer
from ..shopfloor.addresses import from_input
from .common import find, user_error
from .metafields import put_inputs

EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
PHONE = re.compile(r"^\+\d{7,15}$")


def normal_phone(text):
    """Digits with a leading plus; what cannot be one stays as it is (and is refused)."""
    digits = re.sub(r"[\s().-]", "", text or "")
    return "+" + digits[2:] if digits.startswith("00") else digits


def with_email(shop, email):
    return shop.customers.find_by("email", lambda x: (x.email or "").lower(), email)


def with_phone(shop, phone):
    return shop.customers.find_by("phone", lambda x: x.phone, phone)


def problems(c, customer, given):
    """(field, message, code) of what is wrong with customer input."""
    found = []
    email = (given.get("email") or "").strip().lower()
    if email and not EMAIL.match(email):
        found.append(("email", "Email is invalid", "INVALID"))
    elif email and any(x is not customer for x in with_email(c.shop, email)):
        found.append(("email", "Email has already been taken", "TAKEN"))
    phone = normal_phone(given.get("phone"))
    if phone and not PHONE.match(phone):
        found.append(("phone", "Phone is invalid", "INVALID"))
    elif phone and any(x is not customer for x in with_phone(c.shop, phone)):
        found.append(("phone", "Phone has already been taken", "TAKEN"))
    for name in ("firstName", "lastName"):
        if len(given.get(name) or "") > 255:
            found.append((name, f"{name[:-4].capitalize()} name is too long (maximum is 255 characters)", "TOO_LONG"))
    if len(given.get("tags") or []) > 250:
        found.append(("tags", "Tags cannot be more than 250", "TOO_LONG"))
    return found


def nameless(customer, given):
    """A customer needs a name, a phone number or an email address."""
    known = (
        {}
        if customer is None
        else {"firstName": customer.first_name, "lastName": customer.last_name, "email": customer.email, "phone": customer.phone}
    )
    return not any((given[n] if n in given else known.get(n)) for n in ("firstName", "lastName", "email", "phone"))


def take(c, customer, given):
    for name, attribute in (
        ("firstName", "first_name"),
        ("lastName", "last_name"),
        ("note", "note"),
        ("locale", "locale"),
        ("taxExempt", "tax_exempt"),
        ("taxExemptions", "tax_exemptions"),
    ):
        if name in given:
            setattr(customer, attribute, given[name])
    if "email" in given:
        customer.email = (given["email"] or "").strip().lower() or None
    if "phone" in given:
        customer.phone = normal_phone(given["phone"]) or None
    if "tags" in given:
        customer.tags = sorted(dict.fromkeys(t.strip() for t in given["tags"] or [] if t.strip()), key=str.lower)
    if given.get("addresses") is not None:
        customer.addresses = [from_input(c.shop, entry) for entry in given["addresses"]]
        customer.default_address = customer.addresses[0] if customer.addresses else None
    consent = given.get("emailMarketingConsent")
    if consent:
        customer.email_consent, customer.consent_at = consent["marketingState"], c.shop.now()
    put_inputs(c.shop, customer, given.get("metafields"))


def make(c, given):
    now = c.shop.now()
    customer = Customer(c.shop.numbers.next("Customer"), c.shop, None, None, None, now)
    take(c, customer, given)
    c.shop.customers.add(customer)
    c.shop.happened("CUSTOMERS_CREATE", customer)
    return customer


@field("Mutation.customerCreate")
def _(_o, a, c):
    given = a["input"]
    wrong = problems(c, None, given)
    if nameless(None, given):
        return {"customer": None, "userErrors": [user_error(None, "A name, phone number, or email address must be present")]}
    if wrong:
        return {"customer": None, "userErrors": [user_error([n], m) for n, m, _ in wrong]}
    customer = make(c, given)
    c.applied("customerCreate", id=customer.id)
    return {"customer": customer, "userErrors": []}


@field("Mutation.customerUpdate")
def _(_o, a, c):
    given = a["input"]
    customer = find(c, given.get("id") or "", "Customer")
    if customer is None:
        return {"customer": None, "userErrors": [user_error(["id"], "Customer does not exist")]}
    wrong = problems(c, customer, given)
    if wrong:
        return {"customer": None, "userErrors": [user_error([n], m) for n, m, _ in wrong]}
    take(c, customer, given)
    c.shop.touch(customer)
    c.applied("customerUpdate", id=customer.id, fields=sorted(k for k in given if k != "id"))
    return {"customer": customer, "userErrors": []}


@field("Mutation.customerSet")
def _(_o, a, c):
    given, identifier = a["input"], a.get("identifier") or {}

    def refuse(path, message, code):
        return {"customer": None, "userErrors": [user_error(path, message, code, "CustomerSetUserError")]}

    customer = None
    if identifier.get("id") or given.get("id"):
        customer = find(c, identifier.get("id") or given["id"], "Customer")
        if customer is None:
            return refuse(["input"], "Resource matching the identifier was not found.", "NOT_FOUND")
    elif identifier.get("email"):
        if "email" not in given:
            return refuse(
                ["input", "email"], "The email field is required in input when it is used as identifier.", "MISSING_FIELD_REQUIRED"
            )
        if given["email"] != identifier["email"]:
            return refuse(
                ["input", "email"],
                "The identifier value does not match the value of the corresponding field in the input.",
                "INPUT_MISMATCH",
            )
        wanted = identifier["email"].strip().lower()
        customer = next(iter(with_email(c.shop, wanted)), None)
    elif identifier.get("phone"):
        wanted = normal_phone(identifier["phone"])
        customer = next(iter(with_phone(c.shop, wanted)), None)
    elif identifier.get("customId"):
        custom = identifier["customId"]
        key = (custom.get("namespace") or "app--1", custom["key"])
        customer = next((x for x in c.shop.customers if x.metafields.get(key) and x.metafields[key].value == custom["value"]), None)
    wrong = problems(c, customer, given)
    if wrong:
        return {"customer": None, "userErrors": [user_error(["input", n], m, code, "CustomerSetUserError") for n, m, code in wrong]}
    if nameless(customer, given):
        return refuse(["input"], "A name, phone number, or email address must be present", "INVALID")
    new = customer is None
    if new:
        customer = make(c, given)
    else:
        take(c, customer, given)
        c.shop.touch(customer)
    c.applied("customerSet", id=customer.id, created=new)
    return {"customer": customer, "userErrors": []}


@field("Mutation.customerDelete")
def _(_o, a, c):
    customer = find(c, a["input"]["id"], "Customer")
    if customer is None:
        return {"deletedCustomerId": None, "shop": c.shop_object(), "userErrors": [user_error(["id"], "Customer can't be found")]}
    if customer.order_count:
        return {
            "deletedCustomerId": None,
            "shop": c.shop_object(),
            "userErrors": [user_error(["id"], "Customer can’t be deleted because they have associated orders")],
        }
    c.shop.customers.remove(customer)
    c.shop.happened("CUSTOMERS_DELETE", customer)
    c.applied("customerDelete", id=customer.id)
    return {"deletedCustomerId": customer.id, "shop": c.shop_object(), "userErrors": []}


@field("QueryRoot.customerByIdentifier")
def _(_o, a, c):
    identifier = a["identifier"]
    if identifier.get("customId"):
        raise FieldError("Metafield definition of type 'id' is required when using custom ids.", "NOT_FOUND")
    if identifier.get("id"):
        return find(c, identifier["id"], "Customer")
    if identifier.get("emailAddress"):
        wanted = identifier["emailAddress"].strip().lower()
        return next(iter(with_email(c.shop, wanted)), None)
    wanted = normal_phone(identifier.get("phoneNumber"))
    return next(iter(with_phone(c.shop, wanted) if wanted else ()), None)


@field("Mutation.customerAddressCreate")
def _(_o, a, c):
    customer = find(c, a["customerId"], "Customer")
    if customer is None:
        return {"address": None, "userErrors": [user_error(["customerId"], "Customer does not exist")]}
    made = from_input(c.shop, a["address"])
    customer.addresses.append(made)
    if a.get("setAsDefault") or customer.default_address is None:
        customer.default_address = made
    c.shop.touch(customer)
    c.applied("customerAddressCreate", id=customer.id)
    return {"address": made, "userErrors": []}


@field("Mutation.customerAddressUpdate")
def _(_o, a, c):
    customer = find(c, a["customerId"], "Customer")
    known = customer and next((x for x in customer.addresses if x["id"] == a["addressId"]), None)
    if not known:
        return {"address": None, "userErrors": [user_error(["addressId"], "Address does not exist")]}
    given = {
        "countryCode": known["countryCodeV2"],
        **{k: known.get(k) for k in ("firstName", "lastName", "address1", "address2", "zip", "city", "company", "phone", "provinceCode")},
        **a["address"],
    }
    known.update({**from_input(c.shop, given), "id": known["id"]})
    if a.get("setAsDefault"):
        customer.default_address = known
    c.shop.touch(customer)
    c.applied("customerAddressUpdate", id=customer.id)
    return {"address": known, "userErrors": []}


@field("Mutation.customerAddressDelete")
def _(_o, a, c):
    customer = find(c, a["customerId"], "Customer")
    known = customer and next((x for x in customer.addresses if x["id"] == a["addressId"]), None)
    if not known:
        return {"deletedAddressId": None, "userErrors": [user_error(["addressId"], "Address does not exist")]}
    customer.addresses.remove(known)
    if customer.default_address is known:
        customer.default_address = customer.addresses[0] if customer.addresses else None
    c.shop.touch(customer)
    c.applied("customerAddressDelete", id=customer.id)
    return {"deletedAddressId": a["addressId"], "userErrors": []}
