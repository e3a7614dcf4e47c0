"""Enumerations as open Swift types: a value that a later version adds decodes too."""
from .swift import member


def structure(name, schemas):
    values = []
    for schema in schemas:
        if name in schema.type_map:
            values += [value for value in schema.type_map[name].values if value not in values]
    lines = [f"    /// `{name}` of the Admin API.", f"    public struct {name}: AdminEnum {{", "        public let rawValue: String", ""]
    lines += ["        public init(rawValue: String) {", "            self.rawValue = rawValue", "        }", ""]
    lines += [f'        public static let {member(value)} = {name}(rawValue: "{value}")' for value in values]
    return lines + ["    }"]
