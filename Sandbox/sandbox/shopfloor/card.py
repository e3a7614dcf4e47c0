"""The shop as the type Shop shows it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ..model.base import iso


def shop_object(shop):
    zone = datetime.now(ZoneInfo(shop.timezone))
    minutes = int(zone.utcoffset().total_seconds() // 60)
    sign = "+" if minutes >= 0 else "-"
    plus = shop.plan in ("Shopify Plus", "Plus")
    address = {
        "__typename": "ShopAddress",
        "id": f"gid://shopify/ShopAddress/{shop.seed}",
        "address1": "Harbour Street 1",
        "city": "Hamburg",
        "countryCodeV2": shop.country,
        "countryCode": shop.country,
        "country": shop.country,
        "zip": "20457",
        "company": shop.name,
        "coordinatesValidated": False,
        "formatted": [],
    }
    return {
        "__typename": "Shop",
        "id": f"gid://shopify/Shop/{60_000_000 + shop.seed}",
        "name": shop.title,
        "myshopifyDomain": shop.domain,
        "email": f"owner@{shop.name}.example",
        "contactEmail": f"owner@{shop.name}.example",
        "currencyCode": shop.currency,
        "ianaTimezone": shop.timezone,
        "timezoneAbbreviation": zone.tzname() or "",
        "timezoneOffsetMinutes": minutes,
        "timezoneOffset": f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}",
        "url": f"https://{shop.domain}",
        "primaryDomain": {
            "__typename": "Domain",
            "id": "gid://shopify/Domain/1",
            "host": shop.domain,
            "sslEnabled": True,
            "url": f"https://{shop.domain}",
        },
        "plan": {
            "__typename": "ShopPlan",
            "displayName": shop.plan,
            "publicDisplayName": shop.plan,
            "shopifyPlus": plus,
            "partnerDevelopment": False,
        },
        "taxesIncluded": shop.taxes_included,
        "taxShipping": shop.tax_shipping,
        "weightUnit": "KILOGRAMS",
        "unitSystem": "METRIC_SYSTEM",
        "shopAddress": address,
        "billingAddress": address,
        "createdAt": iso(shop.created_at),
        "updatedAt": iso(shop.created_at),
        "enabledPresentmentCurrencies": [shop.currency],
        "shopOwnerName": "Ada Owner",
        "orderNumberFormatPrefix": "#",
        "orderNumberFormatSuffix": "",
        "setupRequired": False,
        "checkoutApiSupported": True,
        "currencyFormats": {
            "__typename": "CurrencyFormats",
            "moneyFormat": "{{amount}}",
            "moneyInEmailsFormat": "{{amount}}",
            "moneyWithCurrencyFormat": "{{amount}} " + shop.currency,
            "moneyWithCurrencyInEmailsFormat": "{{amount}} " + shop.currency,
        },
        "richTextEditorUrl": f"https://{shop.domain}/editor",
        "storefrontUrl": f"https://{shop.domain}",
        **shop.extra,
    }
