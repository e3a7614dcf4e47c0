"""Products by the API: productSet, variants, pictures, metafields, publications."""

import pytest

from sandbox.model.pictures import inspect, picture

SET = """mutation Set($input: ProductSetInput!, $identifier: ProductSetIdentifiers, $together: Boolean = true) {
  productSet(input: $input, identifier: $identifier, synchronous: $together) {
    product { id title handle status options { name values } variants(first: 50) { nodes { id title sku price compareAtPrice barcode position
      inventoryItem { tracked unitCost { amount } measurement { weight { value unit } } inventoryLevels(first: 5) { nodes { quantities(names: ["available"]) { quantity } } } } } } }
    productSetOperation { id status } userErrors { field message code } } }"""


def shirt(**more):
    return {
        "title": "Shirt",
        "status": "DRAFT",
        "productOptions": [{"name": "Size", "values": [{"name": "S"}, {"name": "M"}]}],
        "variants": [variant("S", "SH-S", "10.00"), variant("M", "SH-M", "12.50")],
        **more,
    }


def variant(size, sku, price, **more):
    return {"optionValues": [{"optionName": "Size", "name": size}], "sku": sku, "price": price, **more}


def put(data, shop, given, **more):
    return data(shop, SET, {"input": given, **more})["productSet"]


def test_made_and_read_back(shop, data):
    place = shop.main_location()
    given = shirt(
        variants=[
            variant(
                "S",
                "SH-S",
                "10.00",
                compareAtPrice="15.00",
                barcode="123",
                inventoryItem={"tracked": True, "cost": "4.20", "measurement": {"weight": {"value": 0.3, "unit": "KILOGRAMS"}}},
                inventoryQuantities=[{"locationId": place.id, "name": "available", "quantity": 7}],
            ),
            variant("M", "SH-M", "12.50"),
        ]
    )
    answer = put(data, shop, given)
    assert answer["userErrors"] == []
    product = answer["product"]
    assert (product["title"], product["handle"], product["status"]) == ("Shirt", "shirt", "DRAFT")
    small, medium = product["variants"]["nodes"]
    assert (small["price"], small["compareAtPrice"], small["barcode"]) == ("10.00", "15.00", "123")
    assert small["inventoryItem"]["unitCost"]["amount"] == "4.2" and small["inventoryItem"]["measurement"]["weight"]["value"] == 0.3
    assert small["inventoryItem"]["inventoryLevels"]["nodes"][0]["quantities"][0]["quantity"] == 7
    assert medium["position"] == 2
    found = data(shop, '{ productVariants(first: 5, query: "sku:SH-M") { nodes { product { id } } } }')
    assert found["productVariants"]["nodes"] == [{"product": {"id": product["id"]}}]


def test_lists_replace_and_absent_fields_stay(shop, data):
    product = put(data, shop, shirt(vendor="Northwind"))["product"]
    kept = product["variants"]["nodes"][0]["id"]
    answer = put(
        data,
        shop,
        {
            "productOptions": [{"name": "Size", "values": [{"name": "S"}, {"name": "L"}]}],
            "variants": [variant("S", "SH-S", "11.00"), variant("L", "SH-L", "14.00")],
        },
        identifier={"id": product["id"]},
    )
    after = answer["product"]["variants"]["nodes"]
    assert [v["sku"] for v in after] == ["SH-S", "SH-L"] and after[0]["id"] == kept and after[0]["price"] == "11.00"
    assert answer["product"]["title"] == "Shirt"
    assert data(shop, '{ productVariants(first: 5, query: "sku:SH-M") { nodes { id } } }')["productVariants"]["nodes"] == []


def test_upsert_by_handle_is_repeatable(shop, data):
    first = put(data, shop, shirt(handle="my-shirt"), identifier={"handle": "my-shirt"})["product"]
    count = len(shop.products)
    again = put(data, shop, shirt(handle="my-shirt", title="Shirt two"), identifier={"handle": "my-shirt"})["product"]
    assert again["id"] == first["id"] and again["title"] == "Shirt two" and len(shop.products) == count


def test_asynchronously(shop, data):
    answer = put(data, shop, shirt(), together=False)
    operation = answer["productSetOperation"]
    assert answer["product"] is None and operation["status"] == "ACTIVE"
    shop.clock_offset += 5
    text = (
        "query($id: ID!) { productOperation(id: $id) { status product { title } ... on ProductSetOperation { userErrors { message } } } }"
    )
    assert data(shop, text, {"id": operation["id"]})["productOperation"] == {
        "status": "COMPLETE",
        "product": {"title": "Shirt"},
        "userErrors": [],
    }


@pytest.mark.parametrize(
    "given, code",
    [
        ({"title": " "}, "INVALID_PRODUCT"),
        ({"title": "A", "variants": [variant("S", "X", "1")]}, "PRODUCT_OPTIONS_INPUT_MISSING"),
        (shirt(variants=[variant("S", "X", "1"), variant("S", "Y", "1")]), "INVALID_VARIANT"),
        (shirt(variants=[variant("XL", "X", "1")]), "OPTION_VALUE_DOES_NOT_EXIST"),
        (shirt(variants=[variant("S", "X", "-1")]), "INVALID_VARIANT"),
        (shirt(handle="taken"), "HANDLE_NOT_UNIQUE"),
        (
            {"title": "A", "productOptions": [{"name": str(i), "values": [{"name": "x"}]} for i in range(4)], "variants": []},
            "OPTIONS_OVER_LIMIT",
        ),
        (shirt(variants=[variant("S", "X", "1", id="gid://shopify/ProductVariant/1")]), "PRODUCT_VARIANT_DOES_NOT_EXIST"),
    ],
)
def test_what_is_refused(shop, data, given, code):
    next(iter(shop.products)).handle = "taken"
    before = len(shop.products)
    answer = put(data, shop, given)
    assert answer["product"] is None and answer["userErrors"][0]["code"] == code
    assert len(shop.products) == before


def test_an_unknown_product(shop, data):
    assert (
        put(data, shop, {"title": "x"}, identifier={"id": "gid://shopify/Product/1"})["userErrors"][0]["code"] == "PRODUCT_DOES_NOT_EXIST"
    )


UPDATE = """mutation($id: ID!, $v: [ProductVariantsBulkInput!]!, $partial: Boolean) { productVariantsBulkUpdate(productId: $id, variants: $v, allowPartialUpdates: $partial) {
  productVariants { id price } userErrors { field code } } }"""


def test_prices_in_bulk(shop, data):
    product = next(p for p in shop.products if len(p.variants) == 2)
    one, two = product.variants
    answer = data(
        shop, UPDATE, {"id": product.id, "v": [{"id": one.id, "price": "5.55", "compareAtPrice": "9.99"}, {"id": two.id, "price": "6"}]}
    )
    assert [v["price"] for v in answer["productVariantsBulkUpdate"]["productVariants"]] == ["5.55", "6.00"] and one.compare_at_price == 999
    wrong = [{"id": one.id, "price": "1"}, {"id": "gid://shopify/ProductVariant/1", "price": "1"}]
    answer = data(shop, UPDATE, {"id": product.id, "v": wrong})["productVariantsBulkUpdate"]
    assert answer["userErrors"] == [{"field": ["variants", "1", "id"], "code": "PRODUCT_VARIANT_DOES_NOT_EXIST"}] and one.price == 555
    answer = data(shop, UPDATE, {"id": product.id, "v": wrong, "partial": True})["productVariantsBulkUpdate"]
    assert one.price == 100 and len(answer["userErrors"]) == 1


def test_variants_made_and_deleted(shop, data):
    product = put(data, shop, shirt())["product"]
    text = """mutation($id: ID!, $v: [ProductVariantsBulkInput!]!) { productVariantsBulkCreate(productId: $id, variants: $v) {
              productVariants { id sku } userErrors { code } } }"""
    made = data(
        shop,
        text,
        {
            "id": product["id"],
            "v": [{"optionValues": [{"optionName": "Size", "name": "XL"}], "price": "20", "inventoryItem": {"sku": "SH-XL"}}],
        },
    )
    assert made["productVariantsBulkCreate"]["productVariants"][0]["sku"] == "SH-XL"
    again = data(shop, text, {"id": product["id"], "v": [{"optionValues": [{"optionName": "Size", "name": "XL"}]}]})
    assert again["productVariantsBulkCreate"]["userErrors"] == [{"code": "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE"}]
    text = "mutation($id: ID!, $v: [ID!]!) { productVariantsBulkDelete(productId: $id, variantsIds: $v) { userErrors { code } } }"
    ids = [v["id"] for v in product["variants"]["nodes"]]
    assert data(shop, text, {"id": product["id"], "v": ids})["productVariantsBulkDelete"]["userErrors"] == []
    last = made["productVariantsBulkCreate"]["productVariants"][0]["id"]
    assert data(shop, text, {"id": product["id"], "v": [last]})["productVariantsBulkDelete"]["userErrors"] == [
        {"code": "CANNOT_DELETE_LAST_VARIANT"}
    ]


def test_create_update_delete(shop, data):
    text = 'mutation { productCreate(product: {title: "Mug", productOptions: [{name: "Color", values: [{name: "Red"}]}]}) { product { id variants(first: 2) { nodes { title } } } userErrors { message } } }'
    made = data(shop, text)["productCreate"]["product"]
    assert made["variants"]["nodes"] == [{"title": "Red"}]
    text = "mutation($p: ProductUpdateInput!) { productUpdate(product: $p) { product { title tags seo { title } } userErrors { field message } } }"
    answer = data(shop, text, {"p": {"id": made["id"], "tags": ["b", "a"], "seo": {"title": "S"}}})["productUpdate"]
    assert answer["product"] == {"title": "Mug", "tags": ["a", "b"], "seo": {"title": "S"}}
    assert data(shop, text, {"p": {"id": made["id"], "title": ""}})["productUpdate"]["userErrors"] == [
        {"field": ["title"], "message": "Title can't be blank"}
    ]
    text = "mutation($id: ID!) { productDelete(input: {id: $id}) { deletedProductId userErrors { message } } }"
    assert data(shop, text, {"id": made["id"]})["productDelete"]["deletedProductId"] == made["id"]
    assert data(shop, text, {"id": made["id"]})["productDelete"]["userErrors"][0]["message"] == "Product does not exist"


MEDIA = "query($id: ID!) { product(id: $id) { media(first: 5) { nodes { id alt status mediaErrors { code } ... on MediaImage { image { url width } } } } } }"


def test_pictures_are_processed_after_a_while(shop, data):
    shop.clock_frozen = shop.now()
    product = next(iter(shop.products))
    text = """mutation($p: ProductUpdateInput!, $m: [CreateMediaInput!]) { productUpdate(product: $p, media: $m) { product { media(first: 3) { nodes { status } } } userErrors { message } } }"""
    media = [
        {"originalSource": "https://pictures.example/a.png", "alt": "A", "mediaContentType": "IMAGE"},
        {"originalSource": "https://pictures.example/missing.png", "mediaContentType": "IMAGE"},
    ]
    answer = data(shop, text, {"p": {"id": product.id}, "m": media})["productUpdate"]
    assert [n["status"] for n in answer["product"]["media"]["nodes"]] == ["UPLOADED", "UPLOADED"]
    shop.clock_frozen += 2
    good, bad = data(shop, MEDIA, {"id": product.id})["product"]["media"]["nodes"]
    assert good["status"] == "READY" and good["image"]["width"] == 8
    assert bad["status"] == "FAILED" and bad["mediaErrors"] == [{"code": "IMAGE_DOWNLOAD_FAILURE"}]


def test_staged_pictures(shop, data):
    text = "mutation($i: [StagedUploadInput!]!) { stagedUploadsCreate(input: $i) { stagedTargets { url resourceUrl parameters { name value } } userErrors { message } } }"
    target, other = data(shop, text, {"i": [{"resource": "IMAGE", "filename": f, "mimeType": "image/png"} for f in ("a.png", "b.png")]})[
        "stagedUploadsCreate"
    ]["stagedTargets"]
    shop.staged.by_address(target["url"]).content = picture(3)
    shop.staged.by_address(other["url"]).content = b"this is no picture"
    text = "mutation($f: [FileCreateInput!]!) { fileCreate(files: $f) { files { id fileStatus } userErrors { code } } }"
    made = data(shop, text, {"f": [{"originalSource": t["resourceUrl"], "contentType": "IMAGE"} for t in (target, other)]})["fileCreate"][
        "files"
    ]
    shop.clock_offset += 3
    nodes = data(
        shop,
        "query($ids: [ID!]!) { nodes(ids: $ids) { ... on MediaImage { fileStatus fileErrors { code } } } }",
        {"ids": [f["id"] for f in made]},
    )["nodes"]
    assert nodes == [
        {"fileStatus": "READY", "fileErrors": []},
        {"fileStatus": "FAILED", "fileErrors": [{"code": "UNSUPPORTED_IMAGE_FILE_TYPE"}]},
    ]
    product = next(iter(shop.products))
    text = "mutation($f: [FileUpdateInput!]!) { fileUpdate(files: $f) { files { alt } userErrors { code } } }"
    data(shop, text, {"f": [{"id": made[0]["id"], "alt": "New", "referencesToAdd": [product.id]}]})
    assert [m.alt for m in product.media] == ["New"]
    text = """mutation($p: ID!, $v: [ProductVariantAppendMediaInput!]!) { productVariantAppendMedia(productId: $p, variantMedia: $v) { userErrors { code } } }"""
    pairs = [{"variantId": product.variants[0].id, "mediaIds": [made[0]["id"]]}]
    assert data(shop, text, {"p": product.id, "v": pairs})["productVariantAppendMedia"]["userErrors"] == []
    assert data(shop, text, {"p": product.id, "v": pairs})["productVariantAppendMedia"]["userErrors"] == [
        {"code": "PRODUCT_VARIANT_ALREADY_HAS_MEDIA"}
    ]


def test_what_an_image_is():
    assert inspect(picture(1, 5)) == ("image/png", 5, 5)
    assert inspect(b"GIF89a\x02\x00\x03\x00") == ("image/gif", 2, 3)
    assert inspect(b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03\x01") == ("image/jpeg", 32, 16)
    assert inspect(b"<svg/>") is None


METAFIELDS = """mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id namespace key value type compareDigest }
  userErrors { field message code } } }"""


def test_metafields(shop, data):
    product = next(iter(shop.products))
    entry = {"ownerId": product.id, "namespace": "custom", "key": "origin", "type": "single_line_text_field", "value": "Kyoto"}
    (made,) = data(shop, METAFIELDS, {"m": [entry]})["metafieldsSet"]["metafields"]
    read = data(
        shop,
        'query($id: ID!) { product(id: $id) { metafield(namespace: "custom", key: "origin") { value jsonValue } metafields(first: 5) { nodes { key } } } }',
        {"id": product.id},
    )
    assert read["product"] == {"metafield": {"value": "Kyoto", "jsonValue": "Kyoto"}, "metafields": {"nodes": [{"key": "origin"}]}}
    stale = {**entry, "value": "Osaka", "compareDigest": "wrong"}
    assert data(shop, METAFIELDS, {"m": [stale]})["metafieldsSet"]["userErrors"][0]["code"] == "STALE_OBJECT"
    assert data(shop, METAFIELDS, {"m": [{**stale, "compareDigest": made["compareDigest"]}]})["metafieldsSet"]["userErrors"] == []
    bad = [{**entry, "key": "weight", "type": "number_integer", "value": "x"}, {**entry, "key": "other", "value": "fine"}]
    answer = data(shop, METAFIELDS, {"m": bad})["metafieldsSet"]
    assert answer["userErrors"][0]["field"] == ["metafields", "0", "value"] and ("custom", "other") not in product.metafields
    assert data(shop, METAFIELDS, {"m": [entry] * 26})["metafieldsSet"]["userErrors"][0]["code"] == "LESS_THAN_OR_EQUAL_TO"
    text = "mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { message } } }"
    gone = data(
        shop,
        text,
        {
            "m": [
                {"ownerId": product.id, "namespace": "custom", "key": "origin"},
                {"ownerId": product.id, "namespace": "custom", "key": "nope"},
            ]
        },
    )
    assert gone["metafieldsDelete"]["deletedMetafields"] == [{"key": "origin"}, None]


def test_publishing(shop, data):
    product = put(data, shop, shirt(status="ACTIVE"))["product"]
    channel = data(shop, "{ publications(first: 5) { nodes { id name } } }")["publications"]["nodes"][0]
    text = "mutation($id: ID!, $p: ID!) { publishablePublish(id: $id, input: [{publicationId: $p}]) { publishable { ... on Product { publishedAt resourcePublicationsV2(first: 5) { nodes { isPublished publication { name } } } } } userErrors { message } } }"
    answer = data(shop, text, {"id": product["id"], "p": channel["id"]})["publishablePublish"]
    assert answer["publishable"]["resourcePublicationsV2"]["nodes"] == [{"isPublished": True, "publication": {"name": "Online Store"}}]
    assert answer["publishable"]["publishedAt"]
    assert data(shop, text, {"id": product["id"], "p": "gid://shopify/Publication/9"})["publishablePublish"]["userErrors"]
