"""Addresses in the shape of MailingAddress."""

COUNTRIES = {
    "US": "United States",
    "DE": "Germany",
    "CA": "Canada",
    "GB": "United Kingdom",
    "FR": "France",
    "JP": "Japan",
    "KW": "Kuwait",
    "CH": "Switzerland",
    "AT": "Austria",
    "NL": "Netherlands",
}


def address(
    number,
    first_name,
    last_name,
    street,
    zip_code,
    city,
    country,
    province=None,
    province_code=None,
    company=None,
    phone=None,
    street2=None,
):
    name = " ".join(p for p in (first_name, last_name) if p) or None
    return {
        "__typename": "MailingAddress",
        "id": f"gid://shopify/MailingAddress/{number}",
        "firstName": first_name,
        "lastName": last_name,
        "name": name,
        "company": company,
        "address1": street,
        "address2": street2,
        "city": city,
        "zip": zip_code,
        "province": province,
        "provinceCode": province_code,
        "country": COUNTRIES.get(country, country),
        "countryCodeV2": country,
        "countryCode": country,
        "phone": phone,
        "coordinatesValidated": False,
        "latitude": None,
        "longitude": None,
        "formatted": [p for p in (name, company, street, f"{zip_code} {city}", country) if p],
        "formattedArea": ", ".join(p for p in (city, country) if p),
        "timeZone": None,
        "validationResultSummary": None,
    }


def from_input(shop, given, number=None):
    """An address from a MailingAddressInput."""
    country = given.get("countryCode") or given.get("country") or shop.country
    return address(
        number or shop.numbers.next("MailingAddress"),
        given.get("firstName"),
        given.get("lastName"),
        given.get("address1"),
        given.get("zip"),
        given.get("city"),
        country,
        given.get("provinceCode"),
        given.get("provinceCode"),
        given.get("company"),
        given.get("phone"),
        given.get("address2"),
    )
