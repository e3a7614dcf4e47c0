"""Fields that the token may not read: null, one error each, and null passed upwards where the schema forbids it."""

from graphql import GraphQLNonNull

from .scopes import denial


def apply_denials(data, lacks, context):
    """Adds the errors of denied fields to the context; returns the data, or None when null went up to the root."""
    for requirement in lacks:
        gone = _visit(data, requirement.path, (), requirement, context)
        if gone:
            return None
    return data


def _visit(value, path, here, requirement, context):
    """Whether null has to go further up from here."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            if _visit(item, path, here + (index,), requirement, context):
                value[index] = None
        return False
    if not isinstance(value, dict) or path[0] not in value:
        return False
    if len(path) == 1:
        value[path[0]] = None
        context.errors.append(denial(requirement.name, requirement.scopes, requirement.node, here + (path[0],)))
        return isinstance(requirement.type, GraphQLNonNull)
    if _visit(value[path[0]], path[1:], here + (path[0],), requirement, context):
        value[path[0]] = None
    return False
