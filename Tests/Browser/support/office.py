"""An office: `backroom serve` with a database of its own, and the commands on it."""

import json
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from .programs import backroom

PASSWORD = "correct horse battery"


class Office:
    """A running server in a folder of its own. What it prints is kept: `log` is all of it."""

    def __init__(self, folder: Path, *, environment: dict[str, str] | None = None, arguments: tuple[str, ...] = ()):
        self.folder = folder
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "TZ": "Europe/Berlin",
            "BACKROOM_DATABASE": f"sqlite:{folder}/office.db",
            "BACKROOM_LANGUAGE": "en",
            **(environment or {}),
        }
        self.arguments = arguments
        self.address = ""
        self.first_link = ""
        self._process: subprocess.Popen | None = None

    # The server.

    def start(self) -> "Office":
        with open(self.folder / "serve.log", "ab") as log:
            begin = log.tell()
            self._process = subprocess.Popen(
                [backroom(), "serve", "--port", "0", *self.arguments],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        for _ in range(300):
            said = self.log[begin:]
            if (found := re.search(r"listens on (http\S+)", said)) and self._answers(found[1]):
                self.address = found[1]
                if link := re.search(r"(http\S+/welcome\?code=\S+)", said):
                    self.first_link = link[1]
                return self
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log}")

    def _answers(self, address: str) -> bool:
        try:
            return urllib.request.urlopen(address + "/healthz", timeout=2).status == 200
        except OSError:
            return False

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                raise
        self._process = None

    @property
    def log(self) -> str:
        path = self.folder / "serve.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # The commands.

    def run(self, *arguments: str, text: str = "", status: int | None = 0) -> str:
        """A command, as somebody at a terminal gives it; answers what it printed. Status None: however it ends."""
        done = subprocess.run(
            [backroom(), *arguments], cwd=self.folder, env=self.environment, input=text, capture_output=True, text=True, timeout=120
        )
        assert status is None or done.returncode == status, f"backroom {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *arguments: str):
        return json.loads(self.run(*arguments, "--json"))

    def add_user(self, name: str = "anna", role: str = "administrator", password: str = PASSWORD) -> str:
        self.run("user", "add", name, "--role", role, text=password + "\n")
        return name

    def link(self, name: str) -> str:
        """A link that lets somebody in once."""
        return self.address + "/" + self.run("user", "link", name).strip().split("/", 3)[-1]

    def token(self, name: str = "tests", role: str = "administrator") -> str:
        return re.search(r"br_\S+", self.run("token", "create", name, "--role", role))[0]

    def connect(self, shop, code: str = "DEMO", *, secret: str = "", **settings: str) -> None:
        """Connects a sandbox shop by the command, so that every order can be processed unless something else is said.
        With the app's secret it can be told of news."""
        wanted = {
            "skuMapping": "itemNo",
            "createUnknownItems": "true",
            "createUnknownCustomers": "true",
            "shippingAccount": "8100",
            "tipAccount": "8200",
            "giftCardAccount": "8300",
            "roundingAccount": "8400",
            "refundAccount": "8500",
            "logLevel": "all",
            **settings,
        }
        self.run(
            "shop", "add", code, "--url", f"https://{shop.name}.myshopify.com", "--token", shop.token, "--endpoint", shop.endpoint,
            *(["--client-secret", secret] if secret else []),
            *[part for key, value in wanted.items() for part in ("--set", f"{key}={value}")],
        )  # fmt: skip

    def sync(self, task: str, code: str = "DEMO", *arguments: str) -> None:
        self.run("sync", task, "--shop", code, "--foreground", *arguments)
