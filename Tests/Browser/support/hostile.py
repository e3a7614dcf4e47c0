"""A shop that means harm: between Backroom and the sandbox, it puts markup and control characters into every text of every answer."""

import json
import re
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARK = "data-hostile"
HARM = f"\"'><i {MARK} onclick=pwn()>{{{{7*7}}}}</i><script>window.pwned=1</script><img src=x onerror=window.pwned=1>\x1b[31m\u202e\r\nforged"

# What has a form of its own: ids, cursors, amounts, instants, addresses, codes. Backroom would refuse these before it shows them.
FORMED = re.compile(r"gid://.*|https?://\S*|-?\d[\d.,]*|\d{4}-\d\d-\d\dT.*|[A-Z0-9_]+|[a-z]{2}(-[A-Za-z]+)?|\S+@\S+|#\d+|\+\d+|[\w.-]+\.com|\w+/\w+", re.S)
KEPT = {"__typename", "cursor", "endCursor", "startCursor", "sku", "handle", "version", "code"}


class HostileShop:
    """Listens on a port of its own; `endpoint` is what the shop card gets."""

    def __init__(self, shop):
        self.shop = shop
        self.errors = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = urllib.request.Request(outer.shop.endpoint + self.path, body, dict(self.headers))
                try:
                    with urllib.request.urlopen(request) as answer:
                        status, headers, text = answer.status, answer.headers, answer.read()
                except urllib.error.HTTPError as error:
                    status, headers, text = error.code, error.headers, error.read()
                if outer.errors:
                    text = json.dumps({"errors": [{"message": "No" + HARM, "extensions": {"code": "ACCESS_DENIED" + HARM}}]}).encode()
                elif "json" in headers.get("Content-Type", ""):
                    answer = json.loads(text)
                    answer["data"] = poisoned(answer.get("data"))
                    text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", headers.get("Content-Type", ""))
                self.send_header("X-Request-Id", "id<i data-hostile>")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.name, self.token = shop.name, shop.token
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()


def poisoned(value, key=""):
    """The answer with harm behind every free text."""
    if isinstance(value, dict):
        return {name: poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, key) for part in value]
    if isinstance(value, str) and key not in KEPT and not FORMED.fullmatch(value):
        return value + HARM
    return value
