"""Why a control request cannot be done."""


class Refused(Exception):
    """Its text says why, to the person or test that asked."""
