"""Locations, products with variants and stock, customers."""

from ..model.catalog import InventoryItem, Level, Product, Variant
from ..model.party import Customer, Location
from ..shopfloor.addresses import address
from ..shopfloor.media import make_media
from . import words


def seed_locations(shop, count=1):
    for index in range(len(shop.locations), len(shop.locations) + count):
        name, street, zip_code, city = words.LOCATIONS[index % len(words.LOCATIONS)]
        place = {
            "address1": street,
            "address2": None,
            "city": city,
            "zip": zip_code,
            "country": shop.country,
            "countryCode": shop.country,
            "phone": None,
            "province": None,
            "provinceCode": None,
        }
        label = name if index < len(words.LOCATIONS) else f"{name} {index}"
        shop.locations.add(Location(shop.numbers.next("Location"), shop, label, place, shop.created_at))


def seed_services(shop, count=1, foreign=False):
    """Locations of fulfillment services: what is assigned to them waits for a request that is accepted."""
    for index in range(count):
        number = shop.numbers.next("Location")
        title = "Foreign Warehouse" if foreign else "Partner Warehouse"
        name = title if index == 0 else f"{title} {index + 1}"
        place = {
            "address1": "Partner Road 9",
            "address2": None,
            "city": "Bremen",
            "zip": "28195",
            "country": shop.country,
            "countryCode": shop.country,
            "phone": None,
            "province": None,
            "provinceCode": None,
        }
        location = Location(number, shop, name, place, shop.created_at)
        location.service, location.foreign = name.lower().replace(" ", "-"), foreign
        shop.locations.add(location)


def seed_products(shop, count=20, variants=2, stock=100, pictures=0):
    """Products P00001 …; every third has one variant only. Prices between 3.00 and 199.99; published in the online store."""
    random, now = shop.random, shop.now()
    products, all_variants, items = [], [], []
    start = len(shop.products)
    for index in range(start, start + count):
        title = f"{random.choice(words.ADJECTIVES)} {random.choice(words.THINGS)}"
        product = Product(shop.numbers.next("Product"), shop, f"{title} {index + 1}", now)
        product.handle = product.title.lower().replace(" ", "-")
        product.description = f"<p>{product.title}, made to last.</p>"
        product.vendor, product.product_type = random.choice(words.VENDORS), random.choice(words.TYPES)
        amount = 1 if index % 3 == 0 else max(1, variants)
        price = shop.minor(random.randrange(300, 20_000) / 100)
        product.options = [("Title", ["Default Title"])] if amount == 1 else [("Size", [words.size(i) for i in range(amount)])]
        for position in range(amount):
            variant = make_variant(shop, product, index, position, amount, price, now)
            all_variants.append(variant)
            items.append(variant.item)
            for location in shop.locations:
                variant.item.levels[location.number] = Level(variant.item, location, random.randrange(0, stock + 1), now)
        product.publications = {shop.publications[0]["id"]: now}
        for picture in range(pictures):
            product.media.append(make_media(shop, f"https://pictures.example/{index}-{picture}.png", f"{product.title} {picture + 1}"))
            product.media[-1].ready_at = now - 1
        products.append(product)
    shop.products.add_many(products)
    shop.variants.add_many(all_variants)
    shop.inventory_items.add_many(items)


def make_variant(shop, product, index, position, amount, price, now):
    variant = Variant(shop.numbers.next("ProductVariant"), product, now)
    variant.position = position + 1
    variant.sku = f"P{index + 1:05d}" if amount == 1 else f"P{index + 1:05d}-{words.size(position)}"
    variant.barcode = f"40{index + 1:07d}{position:03d}"
    variant.price = price + position * shop.minor(1)
    if amount > 1:
        variant.title, variant.options = words.size(position), [("Size", words.size(position))]
    if index % 5 == 4:
        variant.compare_at_price = variant.price + shop.minor(5)
    item = variant.item = InventoryItem(shop.numbers.next("InventoryItem"), variant, now)
    item.weight, item.cost = 0.25 + (index % 8) * 0.25, variant.price // 2
    item.country, item.harmonized_code = shop.country if len(shop.country) == 2 else "US", f"{610_900 + index % 90:06d}"
    product.variants.append(variant)
    return variant


def seed_customers(shop, count=20):
    random, now = shop.random, shop.now()
    made, start = [], len(shop.customers)
    for index in range(start, start + count):
        first, last = random.choice(words.FIRST_NAMES), random.choice(words.LAST_NAMES)
        customer = Customer(shop.numbers.next("Customer"), shop, first, last, f"{first}.{last}.{index + 1}@example.com".lower(), now)
        street, zip_code, city, country = random.choice(words.PLACES)
        customer.phone = f"+1555{index + 1:07d}" if index % 2 else None
        customer.addresses = [
            address(
                customer.number,
                first,
                last,
                f"{street} {1 + index % 200}",
                zip_code,
                city,
                country,
                company=f"{last} Ltd" if index % 10 == 0 else None,
            )
        ]
        customer.default_address = customer.addresses[0]
        made.append(customer)
    shop.customers.add_many(made)
