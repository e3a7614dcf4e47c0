"""Variables: coercion by the schema, and what is wrong with them in Shopify's words."""

from graphql import GraphQLError, GraphQLNonNull, Undefined, is_enum_type, is_input_object_type, is_list_type, type_from_ast, value_from_ast


class RequestError(Exception):
    """The request is refused before anything runs: the answer has `errors` and no `data`."""

    def __init__(self, errors, status=200):
        super().__init__(errors[0]["message"])
        self.errors, self.status = errors, status


def coerce_variables(schema, operation, given):
    """The variables as field functions get them."""
    values, errors = {}, []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        type_ = type_from_ast(schema, definition.type)
        if type_ is None:
            continue
        if name not in given:
            if definition.default_value is not None:
                values[name] = value_from_ast(definition.default_value, type_)
                continue
            if not isinstance(type_, GraphQLNonNull):
                continue
        problems = []
        value = coerce(type_, given.get(name), [], problems)
        if problems:
            errors.append(variable_error(definition, name, type_, given.get(name), problems))
        else:
            values[name] = value
    if errors:
        raise RequestError(errors)
    return values


def variable_error(definition, name, type_, value, problems):
    message = f"Variable ${name} of type {type_} was provided invalid value"
    with_path = [p for p in problems if p["path"]]
    if with_path:
        message += " for " + ", ".join(f"{'.'.join(map(str, p['path']))} ({p['explanation']})" for p in with_path)
    start = definition.loc.start_token
    return {
        "message": message,
        "locations": [{"line": start.line, "column": start.column}],
        "extensions": {"code": "INVALID_VARIABLE", "value": value, "problems": problems},
    }


def problem(path, explanation, with_message=False):
    entry = {"path": list(path), "explanation": explanation}
    if with_message:
        entry["message"] = explanation
    return entry


def coerce(type_, value, path, problems):
    """The coerced value; what is wrong is appended to `problems`."""
    if isinstance(type_, GraphQLNonNull):
        if value is None:
            problems.append(problem(path, "Expected value to not be null"))
            return None
        return coerce(type_.of_type, value, path, problems)
    if value is None:
        return None
    if is_list_type(type_):
        items = value if isinstance(value, list) else [value]
        return [coerce(type_.of_type, item, path + [i], problems) for i, item in enumerate(items)]
    if is_input_object_type(type_):
        return coerce_object(type_, value, path, problems)
    if is_enum_type(type_):
        if value not in type_.values:
            problems.append(problem(path, f'Expected "{value}" to be one of: {", ".join(type_.values)}'))
        return value
    if type_.name == "ID" and isinstance(value, str) and not value:
        problems.append(problem(path, f"Invalid global id '{value}'", True))
        return None
    try:
        return type_.parse_value(value)
    except (GraphQLError, TypeError, ValueError):
        problems.append(problem(path, f"Could not coerce value {json_like(value)} to {type_.name}"))
        return None


def coerce_object(type_, value, path, problems):
    if not isinstance(value, dict):
        problems.append(problem(path, f"Expected {json_like(value)} to be a key-value object."))
        return None
    result = {}
    for name in value:
        if name not in type_.fields:
            problems.append(problem(path + [name], f"Field is not defined on {type_.name}"))
    for name, definition in type_.fields.items():
        if name in value:
            result[name] = coerce(definition.type, value[name], path + [name], problems)
        elif definition.default_value is not Undefined:
            result[name] = definition.default_value
        elif isinstance(definition.type, GraphQLNonNull):
            problems.append(problem(path + [name], "Expected value to not be null"))
    return result


def json_like(value):
    return f'"{value}"' if isinstance(value, str) else str(value)
