"""Customers by the API."""

import pytest

SET = """mutation($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) { customerSet(input: $input, identifier: $identifier) {
  customer { id displayName tags defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } addressesV2(first: 5) { nodes { city countryCodeV2 } } defaultAddress { city } }
  userErrors { field message code } } }"""


def put(data, shop, given, **identifier):
    return data(shop, SET, {"input": given, "identifier": identifier or None})["customerSet"]


def test_upsert_by_email(shop, data):
    given = {
        "email": "Eva@Example.com",
        "firstName": "Eva",
        "lastName": "Lund",
        "phone": "+49 40 123-4567",
        "tags": ["b", "a"],
        "addresses": [{"city": "Hamburg", "countryCode": "DE"}, {"city": "Bern", "countryCode": "CH"}],
    }
    answer = put(data, shop, given, email="Eva@Example.com")
    customer = answer["customer"]
    assert answer["userErrors"] == [] and customer["displayName"] == "Eva Lund" and customer["tags"] == ["a", "b"]
    assert (
        customer["defaultEmailAddress"]["emailAddress"] == "eva@example.com"
        and customer["defaultPhoneNumber"]["phoneNumber"] == "+49401234567"
    )
    assert customer["addressesV2"]["nodes"] == [{"city": "Hamburg", "countryCodeV2": "DE"}, {"city": "Bern", "countryCodeV2": "CH"}]
    count = len(shop.customers)
    again = put(data, shop, {"email": "Eva@Example.com", "firstName": "Eve"}, email="Eva@Example.com")
    assert again["customer"]["id"] == customer["id"] and len(shop.customers) == count
    assert again["customer"]["displayName"] == "Eve Lund" and len(again["customer"]["addressesV2"]["nodes"]) == 2


@pytest.mark.parametrize(
    "given, code",
    [({"email": "nonsense"}, "INVALID"), ({"phone": "12"}, "INVALID"), ({}, "INVALID"), ({"email": "taken@example.com"}, "TAKEN")],
)
def test_what_is_refused(shop, data, given, code):
    next(iter(shop.customers)).email = "taken@example.com"
    answer = put(data, shop, given)
    assert answer["customer"] is None and answer["userErrors"][0]["code"] == code


def test_create_update_delete(shop, data):
    made = data(shop, 'mutation { customerCreate(input: {email: "x@example.com", note: "n"}) { customer { id } userErrors { message } } }')[
        "customerCreate"
    ]["customer"]
    text = "mutation($i: CustomerInput!) { customerUpdate(input: $i) { customer { lastName taxExempt } userErrors { field message } } }"
    answer = data(shop, text, {"i": {"id": made["id"], "lastName": "Berg", "taxExempt": True}})["customerUpdate"]
    assert answer["customer"] == {"lastName": "Berg", "taxExempt": True}
    address = """mutation($id: ID!, $a: MailingAddressInput!) { customerAddressCreate(customerId: $id, address: $a, setAsDefault: true) { address { id city } userErrors { message } } }"""
    place = data(shop, address, {"id": made["id"], "a": {"city": "Oslo", "countryCode": "NO"}})["customerAddressCreate"]["address"]
    assert place["city"] == "Oslo"
    text = "mutation($id: ID!) { customerDelete(input: {id: $id}) { deletedCustomerId userErrors { message } } }"
    assert data(shop, text, {"id": made["id"]})["customerDelete"]["deletedCustomerId"] == made["id"]
    assert data(shop, text, {"id": made["id"]})["customerDelete"]["userErrors"]


def test_one_with_orders_stays(make_shop, data):
    shop = make_shop("busy", orders=5)
    buyer = next(iter(shop.orders)).customer
    answer = data(
        shop, "mutation($id: ID!) { customerDelete(input: {id: $id}) { deletedCustomerId userErrors { message } } }", {"id": buyer.id}
    )
    assert "associated orders" in answer["customerDelete"]["userErrors"][0]["message"]
    assert data(shop, "query($id: ID!) { customer(id: $id) { numberOfOrders orders(first: 5) { nodes { id } } } }", {"id": buyer.id})[
        "customer"
    ]["orders"]["nodes"]
