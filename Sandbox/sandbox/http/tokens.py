"""Access tokens: static ones, and client credentials that live 24 hours."""

from ..engine.scopes import ALL

LIFETIME = 86_399
WRONG_TOKEN = {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}


class Tokens:
    """Tokens of one shop: token → (scopes, expiry on the shop's clock or None)."""

    def __init__(self, shop, static="sandbox-token", client_id="sandbox-client", client_secret="sandbox-secret", scopes=None):
        self.shop = shop
        self.scopes = frozenset(scopes or ALL)
        self.known = {static: (self.scopes, None)} if static else {}
        self.client_id, self.client_secret, self.lifetime = client_id, client_secret, LIFETIME
        self.issued = 0

    def grant(self, client_id, client_secret):
        """A new token for the right credentials, else None."""
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            return None
        self.issued += 1
        token = f"shpat_{self.shop.random.getrandbits(128):032x}"
        self.known[token] = (self.scopes, self.shop.now() + self.lifetime)
        return {"access_token": token, "scope": ",".join(sorted(self.scopes)), "expires_in": self.lifetime}

    def scopes_of(self, token):
        """The scopes of a valid token, None for any other."""
        found = self.known.get(token)
        if found is None:
            return None
        scopes, expiry = found
        return scopes if expiry is None or expiry > self.shop.now() else None

    def set_scopes(self, scopes):
        """From now on the app has these scopes, whatever token it uses."""
        self.scopes = frozenset(scopes)
        self.known = {token: (self.scopes, expiry) for token, (_, expiry) in self.known.items()}

    def revoke(self, token=None):
        """Forgets one token or all issued ones."""
        if token is not None:
            self.known.pop(token, None)
        else:
            self.known = {}

    def add(self, token, scopes=None):
        self.known[token] = (frozenset(scopes) if scopes is not None else self.scopes, None)
