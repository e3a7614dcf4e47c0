"""Errors have the shape that was recorded."""

import pytest

from sandbox.engine.documents import Document
from sandbox.engine.variables import RequestError, coerce_variables


def refusal(server, text, variables=None, version="2026-07"):
    with pytest.raises(RequestError) as caught:
        document = Document(server.documents_of(version).schema, text)
        coerce_variables(document.schema, document.operations[0], variables or {})
    return caught.value.errors


def test_an_unknown_field(server):
    assert refusal(server, "query Q {\n  shop { nope }\n}") == [
        {
            "message": "Field 'nope' doesn't exist on type 'Shop'",
            "locations": [{"line": 2, "column": 10}],
            "path": ["query Q", "shop", "nope"],
            "extensions": {"code": "undefinedField", "typeName": "Shop", "fieldName": "nope"},
        }
    ]


def test_an_unknown_argument_and_the_variable_only_it_used(server):
    errors = refusal(server, "query Q($x: Int) {\n  shop(first: $x) { id }\n}")
    assert [e["extensions"]["code"] for e in errors] == ["argumentNotAccepted", "variableNotUsed"]


def test_a_missing_argument(server):
    (error,) = refusal(server, "{ order { id } }")
    assert error["message"] == "Field 'order' is missing required arguments: id"
    assert error["extensions"] == {"code": "missingRequiredArguments", "className": "Field", "name": "order", "arguments": "id"}


def test_a_wrong_literal(server):
    (error,) = refusal(server, "{ orders(first: 1, sortKey: NONSENSE) { nodes { id } } }")
    assert error["message"] == "Argument 'sortKey' on Field 'orders' has an invalid value (NONSENSE). Expected type 'OrderSortKeys'."
    assert error["extensions"]["code"] == "argumentLiteralsIncompatible"


def test_a_missing_part_of_an_input_object(server):
    (error,) = refusal(server, 'mutation M { orderUpdate(input: {note: "x"}) { order { id } } }')
    assert error["message"] == "Argument 'id' on InputObject 'OrderInput' is required. Expected type ID!"
    assert error["extensions"]["inputObjectType"] == "OrderInput"


def test_a_variable_that_is_null(server):
    (error,) = refusal(server, "query Q($id: ID!) { order(id: $id) { id } }")
    assert error["message"] == "Variable $id of type ID! was provided invalid value"
    assert error["extensions"] == {
        "code": "INVALID_VARIABLE",
        "value": None,
        "problems": [{"path": [], "explanation": "Expected value to not be null"}],
    }


def test_a_variable_with_an_unknown_field_and_a_wrong_enum(server):
    text = "mutation M($input: OrderInput!) { orderUpdate(input: $input) { order { id } } }"
    (error,) = refusal(server, text, {"input": {"id": "gid://shopify/Order/1", "nope": 1}})
    assert "Field is not defined on OrderInput" in error["message"]
    text = "query Q($key: OrderSortKeys) { orders(first: 1, sortKey: $key) { nodes { id } } }"
    (error,) = refusal(server, text, {"key": "NOPE"})
    assert error["extensions"]["problems"][0]["explanation"].startswith('Expected "NOPE" to be one of: CREATED_AT')


def test_operation_names(server):
    document = Document(server.documents_of("2026-07").schema, "query A { shop { id } } query B { shop { id } }")
    with pytest.raises(RequestError, match="An operation name is required"):
        document.operation(None)
    with pytest.raises(RequestError, match='No operation named "C"'):
        document.operation("C")


def test_syntax(server):
    (error,) = refusal(server, "{ shop { id ")
    assert error["message"].startswith("syntax error")


def test_recorded_refusals(server, recorded):
    """Every recorded refusal of a document or its variables, word for word, where the reduced schema has the field."""
    known, same, asked = server.documents_of("2026-04"), 0, 0
    schema = known.schema
    different = []
    for _, exchange in recorded:
        response = exchange["response"]
        if not isinstance(response, dict) or "errors" not in response or "data" in response:
            continue
        try:
            document = known.get(exchange["query"])
            coerce_variables(schema, document.operation(exchange.get("operationName")), exchange["variables"] or {})
            ours = None
        except RequestError as error:
            ours = error.errors
        if ours and ours != response["errors"] and ours[0].get("extensions", {}).get("code") == "undefinedField":
            continue  # a field that the reduced schema left out
        asked += 1
        if ours == response["errors"]:
            same += 1
        else:
            different.append((exchange["step"], response["errors"][0]["message"][:80]))
    print(f"\nrefusals: {same} of {asked} word for word; different: {different}")
    assert asked >= 30
    assert len(different) <= 2  # an operation name that was not recorded; the reduced list of webhook topics
