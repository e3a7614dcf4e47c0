"""Languages and translations of products; the cost of each field on request."""

from sandbox.engine.cost_debug import FieldCosts
from sandbox.engine.documents import Document

REGISTER = """mutation($id: ID!, $t: [TranslationInput!]!) { translationsRegister(resourceId: $id, translations: $t) {
  translations { key locale value outdated } userErrors { field code } } }"""
READ = """query($id: ID!) { translatableResource(resourceId: $id) { translatableContent { key value digest } translations(locale: "de") { key value outdated } } }"""


def test_translate_a_product(shop, data):
    product = next(iter(shop.products))
    assert [x["locale"] for x in data(shop, "{ shopLocales { locale primary } }")["shopLocales"]] == ["en", "de"]
    title = next(x for x in data(shop, READ, {"id": product.id})["translatableResource"]["translatableContent"] if x["key"] == "title")
    entry = {"locale": "de", "key": "title", "value": "Becher", "translatableContentDigest": title["digest"]}
    answer = data(shop, REGISTER, {"id": product.id, "t": [entry]})["translationsRegister"]
    assert answer == {"translations": [{"key": "title", "locale": "de", "value": "Becher", "outdated": False}], "userErrors": []}
    product.title = "Something new"
    assert data(shop, READ, {"id": product.id})["translatableResource"]["translations"] == [
        {"key": "title", "value": "Becher", "outdated": True}
    ]
    stale = data(shop, REGISTER, {"id": product.id, "t": [entry]})["translationsRegister"]["userErrors"]
    assert stale == [{"field": ["translations", "0", "translatableContentDigest"], "code": "INVALID_TRANSLATABLE_CONTENT"}]
    wrong = data(shop, REGISTER, {"id": product.id, "t": [{**entry, "locale": "xx"}, {**entry, "key": "nope"}]})["translationsRegister"]
    assert [e["code"] for e in wrong["userErrors"]] == ["INVALID_LOCALE_FOR_SHOP", "INVALID_KEY_FOR_MODEL"]
    gone = """mutation($id: ID!) { translationsRemove(resourceId: $id, locales: ["de"], translationKeys: ["title"]) { translations { value } } }"""
    assert data(shop, gone, {"id": product.id})["translationsRemove"]["translations"] == [{"value": "Becher"}]
    assert data(shop, READ, {"id": product.id})["translatableResource"]["translations"] == []


def test_costs_by_field(server):
    document = Document(server.documents_of("2026-07").schema, "{ orders(first: 10) { nodes { id customer { id } } } shop { id } }")
    costs = FieldCosts(document.schema, document.fragments, {}, {}).of(document.operations[0])
    assert [(".".join(f["path"]), f["requestedTotalCost"]) for f in costs][0] == ("orders", 10)
    assert sum(f["requestedTotalCost"] for f in costs if len(f["path"]) == 1) == 11


def test_older_orders_want_their_own_scope(make_shop, ask):
    shop = make_shop("old")
    from sandbox.seeding.orders import seed_orders

    seed_orders(shop, 100, since_days=100)
    text = "{ orders(first: 250) { nodes { id } } }"
    assert len(ask(shop, text)["data"]["orders"]["nodes"]) == 100
    assert 55 <= len(ask(shop, text, scopes=["read_orders"])["data"]["orders"]["nodes"]) <= 65
