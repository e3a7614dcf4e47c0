"""Access tokens: static ones, client credentials that live 24 hours, and the authorization-code grant with tokens that are refreshed."""

import hashlib
import hmac
from urllib.parse import urlencode

from ..engine.scopes import ALL

LIFETIME = 86_399
AUTHORIZED = 3_599  # seconds that an expiring offline token lives
REFRESHABLE = 90 * 86_400
CODE = 60
WRONG_TOKEN = {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}


class Tokens:
    """Tokens of one shop: token → (scopes, expiry on the shop's clock or None)."""

    def __init__(self, shop, static="sandbox-token", client_id="sandbox-client", client_secret="sandbox-secret", scopes=None):
        self.shop = shop
        self.scopes = frozenset(scopes or ALL)
        self.known = {static: (self.scopes, None)} if static else {}
        self.client_id, self.client_secret, self.lifetime = client_id, client_secret, LIFETIME
        self.issued = 0
        self.codes, self.refreshers, self.authorized = {}, {}, AUTHORIZED

    def grant(self, client_id, client_secret):
        """A new token for the right credentials, else None."""
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            return None
        self.issued += 1
        token = f"shpat_{self.shop.random.getrandbits(128):032x}"
        self.known[token] = (self.scopes, self.shop.now() + self.lifetime)
        return {"access_token": token, "scope": ",".join(sorted(self.scopes)), "expires_in": self.lifetime}

    def consent(self, client_id, redirect, state, scopes, code=None):
        """Where the browser goes after the merchant agreed: back to the app with a code, signed. None for another app."""
        if client_id != self.client_id:
            return None
        code = code or f"{self.shop.random.getrandbits(128):032x}"
        granted = frozenset(s for s in (scopes or "").split(",") if s) & self.scopes or self.scopes
        self.codes[code] = (granted, self.shop.now() + CODE)
        query = {"code": code, "host": "YWRtaW4", "shop": self.shop.domain, "state": state, "timestamp": str(int(self.shop.now()))}
        text = "&".join(f"{k}={v}" for k, v in sorted(query.items()))
        query["hmac"] = hmac.new(self.client_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        return f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(query)}"

    def exchange(self, client_id, client_secret, code, expiring):
        """A token for a code, once; with a refresh token when it is to expire. None when the code or the app is wrong."""
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            return None
        scopes, until = self.codes.pop(code, (None, 0))
        if scopes is None or until < self.shop.now():
            return None
        return self.authorize(scopes, expiring)

    def refresh(self, client_id, client_secret, refresher):
        """The next pair for a refresh token. The one before is good until the new one is used, as a lost answer must not lock the app out."""
        if (client_id, client_secret) != (self.client_id, self.client_secret):
            return None
        scopes, until, parent = self.refreshers.get(refresher, (None, 0, None))
        if scopes is None or until < self.shop.now():
            return None
        self.refreshers.pop(parent, None)
        return self.authorize(scopes, True, parent=refresher)

    def authorize(self, scopes, expiring, parent=None):
        self.issued += 1
        token = f"shpat_{self.shop.random.getrandbits(128):032x}"
        granted = {"access_token": token, "scope": ",".join(sorted(scopes))}
        self.known[token] = (scopes, self.shop.now() + self.authorized if expiring else None)
        if expiring:
            refresher = f"shprt_{self.shop.random.getrandbits(128):032x}"
            self.refreshers[refresher] = (scopes, self.shop.now() + REFRESHABLE, parent)
            granted.update(expires_in=self.authorized, refresh_token=refresher, refresh_token_expires_in=REFRESHABLE)
        return granted

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
