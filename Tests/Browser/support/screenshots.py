"""`python -m support.screenshots FOLDER`: furnishes an office and takes pictures of all its pages."""

import argparse
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from .office import Office
from .pages import addresses, enter, furnish
from .programs import ROOT, chromium
from .shop import Sandbox

# The name of the picture, and the page: the first one whose address fits.
README = [("role-center", r"/$"), ("shop", r"/shops/DEMO$"), ("entry", r"/job-queue/[0-9a-f-]{36}$"), ("order", r"/orders/\w+/\d+$"),
          ("new-entry", r"/job-queue/new$"), ("run", r"/job-queue/log/[0-9a-f-]{36}$"), ("orders", r"/orders$")]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="Scripts/screenshots", description="Pictures of every page, both themes, 1440 and 390 px wide.")
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--readme", action="store_true", help="only the pictures of README and documentation, into Documentation/images")
    given = parser.parse_args()
    if not given.folder and not given.readme:
        parser.error("say into which folder")
    with tempfile.TemporaryDirectory() as place, open(Path(place) / "sandbox.log", "wb") as log, sync_playwright() as playwright:
        sandbox = Sandbox(log).wait()
        office = Office(Path(place))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            furnish(office.start(), sandbox)
            office.add_user("anna")
            office.run("db", "check")
            if given.readme:
                take_some(browser, office, ROOT / "Documentation/images")
            else:
                given.folder.mkdir(parents=True, exist_ok=True)
                take_all(browser, office, given.folder)
        finally:
            browser.close()
            office.stop()
            sandbox.stop()


def open_browser(browser, office, theme: str, width: int, scale: float = 1):
    context = browser.new_context(
        base_url=office.address,
        color_scheme=theme,
        viewport={"width": width, "height": 900 if width > 600 else 844},
        device_scale_factor=scale,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    page = context.new_page()
    enter(page, office)
    return page


def take_all(browser, office, folder: Path) -> None:
    found = None
    for width in (1440, 390):
        for theme in ("light", "dark"):
            page = open_browser(browser, office, theme, width)
            found = found or addresses(page)
            for address in found:
                page.goto(address)
                name = re.sub(r"[^a-z0-9]+", "-", address.split("?")[0].lower()).strip("-") or "role-center"
                page.screenshot(path=folder / f"{name}.{theme}.{width}.png", full_page=True)
            page.goto("/")
            page.keyboard.press("Alt+q")
            page.wait_for_selector("#tell-results a")
            page.screenshot(path=folder / f"tell-me-dialog.{theme}.{width}.png")
            print(f"{theme}, {width} px: {len(found) + 1} pictures", file=sys.stderr)
            page.context.close()
    page = browser.new_page(base_url=office.address)
    page.goto("/sign-in")
    page.screenshot(path=folder / "sign-in.light.1280.png")


def take_some(browser, office, folder: Path) -> None:
    page = open_browser(browser, office, "light", 1280, scale=1.5)
    found = addresses(page)
    for name, wanted in README:
        address = next(address for address in found if re.fullmatch(wanted, address.split("?")[0]))
        page.goto(address)
        page.screenshot(path=folder / f"{name}.png")
        print(f"Documentation/images/{name}.png", file=sys.stderr)


if __name__ == "__main__":
    main()
