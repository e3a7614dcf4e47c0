"""The HTTP side: the Admin API's address, tokens, faults, the control address."""
