"""Parts of rich orders: currency, buyer, goods, discounts, tax rates."""

from ..model.party import Company, CompanyContact, CompanyLocation
from . import pick

PRESENTMENTS = {"EUR": "0.92", "JPY": "151.37", "KWD": "0.3075", "CAD": "1.3654", "GBP": "0.79", "USD": "1.0875"}


def currency(shop, choose):
    """(presentment currency, rate); mostly the shop's own."""
    if choose(0.2):
        names = [n for n in PRESENTMENTS if n != shop.currency]
        name = names[shop.random.randrange(len(names))]
        return name, PRESENTMENTS[name]
    return None, 1


def buyer(shop, order, choose):
    customer = pick.customer(shop)
    if customer is not None and not choose(0.08):
        pick.addresses_of(shop, order, customer)
    if choose(0.08) and customer is not None:
        company = company_of(shop, customer)
        order.company = (company, company.locations[0], company.contacts[0])
    if choose(0.1):
        order.phone = f"+49401{order.order_number:07d}"


def company_of(shop, customer):
    """The customer's company, made when he has none."""
    for contact in customer.company_contacts:
        return contact.company
    now = shop.now()
    company = Company(shop.numbers.next("Company"), shop, f"{customer.last_name} Trading", now)
    company.external_id = f"EXT-{company.number % 100000}"
    place = dict(customer.default_address or {})
    place["__typename"] = "CompanyAddress"
    address = {k: place.get(k) for k in ("address1", "address2", "city", "zip", "country", "province", "phone", "firstName", "lastName")}
    address.update(
        id=f"gid://shopify/CompanyAddress/{company.number}",
        countryCode=place.get("countryCodeV2") or shop.country,
        companyName=company.name,
        formattedAddress=[],
        recipient=None,
        zoneCode=None,
        formattedArea=None,
    )
    company.locations.append(shop.keep(CompanyLocation(shop.numbers.next("CompanyLocation"), company, f"{company.name} HQ", address, now)))
    company.contacts.append(shop.keep(CompanyContact(shop.numbers.next("CompanyContact"), company, customer, now)))
    customer.company_contacts.append(company.contacts[0])
    shop.companies.add(company)
    return company


def goods(shop, builder, choose, lines):
    random, order = shop.random, builder.order
    for variant in pick.variants(shop, max(1, lines)):
        line = builder.line(None, 1 + random.randrange(4), variant.price, variant)
        if choose(0.15):
            line.custom_attributes = [{"key": "engraving", "value": random.choice(["A & B", "Ёлка", '"quoted"'])}]
        if choose(0.08):
            line.taxable = False
    if choose(0.1):
        custom = builder.line("Custom work", 1, shop.minor(35))
        custom.requires_shipping = random.random() < 0.5
    if choose(0.1):
        group = {
            "id": f"gid://shopify/LineItemGroup/{order.number}",
            "title": "Breakfast set",
            "quantity": 1,
            "variantId": shop.variant_list()[0].id,
            "variantSku": "SET-1",
        }
        for variant in pick.variants(shop, 2):
            builder.line(None, 1, variant.price // 2, variant).group = group
    if choose(0.1):
        builder.line("Gift card", 1, shop.minor(25), kind="gift_card")
    if choose(0.1):
        builder.line("Tip", 1, shop.minor(3), kind="tip")
    if not choose(0.12):
        builder.shipping(random.choice(["Standard", "Express", "Pick-up point"]), shop.minor(random.choice([4, 5.9, 12.5])))
    if choose(0.05):
        builder.shipping("Surcharge for islands", shop.minor(7.25), "ISLAND")


def discounts(builder, choose):
    order = builder.order
    items = [n for n in order.lines if n.kind == "item"]
    if choose(0.15):
        builder.discount("manual", "Goodwill", percent=10, level="line", lines=items[:1])
    if choose(0.12):
        builder.discount("automatic", "Three for two", percent=33.33, level="line", lines=items[-1:])
    if choose(0.08):
        builder.discount("code", "LINE5", minor=builder.shop.minor(1.5), level="line", lines=items)
    if choose(0.2):
        builder.discount("code", "SPRING10", percent=10)
    if choose(0.1):
        builder.discount("manual", "Rounded down", minor=builder.shop.minor(3.33))
    if order.shipping_lines and choose(0.12):
        builder.discount("code", "FREESHIP", percent=100, level="line", shipping=True)
    if choose(0.02):
        builder.discount("manual", "Everything free", percent=100)


def tax_rates(random):
    return random.choice(
        [
            [("VAT", "0.19")],
            [("VAT", "0.07")],
            [("GST", "0.05"), ("PST", "0.07")],
            [("Sales tax", "0.08875")],
            [],
            [("State", "0.0625"), ("County", "0.01"), ("City", "0.00875")],
        ]
    )


def second_location(shop, choose):
    places = [x for x in shop.locations if x.active]
    return places[1] if len(places) > 1 and choose(0.3) else None
