"""The process: schemas and shops."""

from pathlib import Path

from graphql import build_schema

from . import domains  # noqa: F401  registers the fields
from .engine.documents import Documents
from .hooks.outbox import Outbox
from .http.faults import Faults
from .http.tokens import Tokens
from .seeding.catalog import seed_customers, seed_locations, seed_products
from .seeding.orders import seed_orders
from .store.shop import Shop

SCHEMAS = Path(__file__).resolve().parents[2] / "Schema"


class Server:
    """Shops by name; the first one answers without the `/shops/NAME` prefix."""

    def __init__(self, schema_folder=None):
        self.folder = Path(schema_folder or SCHEMAS)
        self.documents = {}
        self.versions = sorted(p.stem.removeprefix("admin-") for p in self.folder.glob("admin-*.graphql"))
        if not self.versions:
            raise SystemExit(f"No schema admin-*.graphql in {self.folder}. Scripts/reduce-schema makes it.")
        self.shops, self.default = {}, None
        self.background = None
        self.address = "http://127.0.0.1"

    @property
    def schema(self):
        """The schema that bulk operations are checked against: the newest."""
        return self.documents_of(self.versions[-1]).schema

    def wake(self, shop):
        """A bulk operation has something to do: in the background where a server runs, otherwise at once."""
        if self.background is not None:
            self.background.set()
        else:
            for operation in list(shop.bulk_operations):
                operation.work()

    def documents_of(self, version):
        """The documents of an API version; built when first asked for, None for a version that is not there."""
        if version == "unstable":
            version = self.versions[-1]
        if version not in self.versions:
            return None
        found = self.documents.get(version)
        if found is None:
            text = (self.folder / f"admin-{version}.graphql").read_text()
            found = self.documents[version] = Documents(build_schema(text, assume_valid=True, assume_valid_sdl=True))
        return found

    def add_shop(
        self, name, locations=1, products=20, customers=20, orders=0, lines=3, mix="plain", token="sandbox-token", scopes=None, **settings
    ):
        """Makes and seeds a shop; one of the same name is replaced."""
        shop = Shop(name, **settings)
        shop.tokens, shop.faults = Tokens(shop, token, scopes=scopes), Faults(shop)
        shop.webhooks = Outbox(shop)
        self.shops[name] = shop
        self.default = self.default or name
        seed_locations(shop, locations)
        seed_products(shop, products)
        seed_customers(shop, customers)
        if orders:
            seed_orders(shop, orders, lines, mix)
        return shop

    def shop(self, name=None):
        return self.shops.get(name or self.default)
