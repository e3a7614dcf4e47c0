"""Customers and companies: reading."""

from ..engine.registry import field
from ..model.base import iso, number_in
from .common import count

for _type in ("Customer", "Company", "CompanyLocation", "CompanyContact"):
    field(f"{_type}.createdAt")(lambda o, a, c: iso(o.created_at))
    field(f"{_type}.updatedAt")(lambda o, a, c: iso(o.updated_at))


@field("QueryRoot.customers")
def _(o, a, c):
    return c.shop.customers.page(a)


@field("QueryRoot.customer")
def _(o, a, c):
    return c.shop.customers.get(number_in(a["id"]))


@field("QueryRoot.customersCount")
def _(o, a, c):
    return count(c.shop.customers.count(a.get("query")))


@field("QueryRoot.companies")
def _(o, a, c):
    return c.shop.companies.page(a)


@field("QueryRoot.company")
def _(o, a, c):
    return c.shop.companies.get(number_in(a["id"]))


@field("QueryRoot.companyLocation")
def _(o, a, c):
    return c.shop.find("CompanyLocation", number_in(a["id"]))


@field("Customer.displayName")
def _(x, a, c):
    return " ".join(p for p in (x.first_name, x.last_name) if p) or x.email or x.phone or ""


@field("Customer.defaultEmailAddress")
def _(x, a, c):
    if not x.email:
        return None
    return {
        "__typename": "CustomerEmailAddress",
        "emailAddress": x.email,
        "marketingState": x.email_consent,
        "marketingOptInLevel": None,
        "marketingUpdatedAt": iso(x.consent_at),
        "marketingUnsubscribeUrl": f"https://{x.shop.domain}/unsubscribe",
        "openTrackingLevel": "UNKNOWN",
        "openTrackingUrl": f"https://{x.shop.domain}/track",
        "validFormat": True,
        "sourceLocation": None,
    }


@field("Customer.defaultPhoneNumber")
def _(x, a, c):
    if not x.phone:
        return None
    return {
        "__typename": "CustomerPhoneNumber",
        "phoneNumber": x.phone,
        "marketingState": x.sms_consent or "NOT_SUBSCRIBED",
        "marketingOptInLevel": None,
        "marketingUpdatedAt": None,
        "marketingCollectedFrom": None,
        "sourceLocation": None,
    }


@field("Customer.addressesV2")
def _(x, a, c):
    return x.addresses


@field("Customer.addresses")
def _(x, a, c):
    return x.addresses if a.get("first") is None else x.addresses[: a["first"]]


@field("Customer.numberOfOrders")
def _(x, a, c):
    return str(x.order_count)


@field("Customer.amountSpent")
def _(x, a, c):
    return (x.shop.currency, x.spent)


@field("Customer.canDelete")
def _(x, a, c):
    return x.order_count == 0


@field("Customer.verifiedEmail", "Customer.validEmailAddress")
def _(x, a, c):
    return bool(x.email)


@field("Customer.orders")
def _(x, a, c):
    return c.shop.orders.page(a, also=lambda o: o.__class__ is not dict and o.customer is x)


@field("Customer.companyContactProfiles")
def _(x, a, c):
    return x.company_contacts


@field("Customer.emailMarketingConsent")
def _(x, a, c):
    return (
        {
            "__typename": "CustomerEmailMarketingConsentState",
            "marketingState": x.email_consent,
            "marketingOptInLevel": None,
            "consentUpdatedAt": iso(x.consent_at),
            "sourceLocation": None,
        }
        if x.email
        else None
    )


@field("Company.contactsCount")
def _(x, a, c):
    return count(len(x.contacts))


@field("Company.locationsCount")
def _(x, a, c):
    return count(len(x.locations))


@field("Company.mainContact")
def _(x, a, c):
    return x.contacts[0] if x.contacts else None


@field("CompanyLocation.shippingAddress", "CompanyLocation.billingAddress")
def _(x, a, c):
    return {"__typename": "CompanyAddress", **x.address}


@field("CompanyLocation.currency")
def _(x, a, c):
    return c.shop.currency


@field("CompanyContact.isMainContact")
def _(x, a, c):
    return bool(x.company.contacts) and x.company.contacts[0] is x
