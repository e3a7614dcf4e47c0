"""Customers, companies, locations."""

from ..engine.registry import model
from .base import Record


@model("Customer")
class Customer(Record):
    __slots__ = (
        "number",
        "shop",
        "first_name",
        "last_name",
        "email",
        "phone",
        "addresses",
        "note",
        "tags",
        "tax_exempt",
        "locale",
        "created_at",
        "updated_at",
        "metafields",
        "state",
        "email_consent",
        "sms_consent",
        "default_address",
        "tax_exemptions",
        "order_count",
        "spent",
        "company_contacts",
        "consent_at",
    )

    def __init__(self, number, shop, first_name, last_name, email, now):
        self.number, self.shop, self.first_name, self.last_name, self.email = number, shop, first_name, last_name, email
        self.phone, self.addresses, self.note, self.tags, self.tax_exempt = None, [], None, [], False
        self.locale, self.created_at, self.updated_at, self.metafields = "en", now, now, {}
        self.state, self.email_consent, self.sms_consent, self.default_address = "DISABLED", "NOT_SUBSCRIBED", None, None
        self.tax_exemptions, self.order_count, self.spent, self.company_contacts, self.consent_at = [], 0, 0, [], None


@model("Location")
class Location(Record):
    __slots__ = ("number", "shop", "name", "address", "active", "created_at", "updated_at", "fulfills_online", "service", "foreign")

    def __init__(self, number, shop, name, address, now):
        self.number, self.shop, self.name, self.address = number, shop, name, address
        self.active, self.created_at, self.updated_at, self.fulfills_online, self.service = True, now, now, True, None
        self.foreign = False  # whether another app runs the fulfillment service


@model("Company")
class Company(Record):
    __slots__ = ("number", "shop", "name", "external_id", "note", "created_at", "updated_at", "locations", "contacts")

    def __init__(self, number, shop, name, now):
        self.number, self.shop, self.name, self.created_at, self.updated_at = number, shop, name, now, now
        self.external_id, self.note, self.locations, self.contacts = None, None, [], []


@model("CompanyLocation")
class CompanyLocation(Record):
    __slots__ = ("number", "company", "name", "external_id", "phone", "address", "created_at", "updated_at")

    def __init__(self, number, company, name, address, now):
        self.number, self.company, self.name, self.address, self.created_at = number, company, name, address, now
        self.updated_at, self.external_id, self.phone = now, None, None


@model("CompanyContact")
class CompanyContact(Record):
    __slots__ = ("number", "company", "customer", "title", "created_at", "updated_at")

    def __init__(self, number, company, customer, now):
        self.number, self.company, self.customer, self.title, self.created_at, self.updated_at = (number, company, customer, None, now, now)
