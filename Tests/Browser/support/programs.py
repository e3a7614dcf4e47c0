"""Where the programs are that the tests start."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def backroom() -> str:
    """The program under test: BACKROOM_TEST_PROGRAM, else the debug build."""
    program = Path(os.environ.get("BACKROOM_TEST_PROGRAM") or ROOT / ".build/debug/backroom")
    if not program.exists():
        raise FileNotFoundError(f"There is no {program}: build it with “swift build --product backroom”.")
    return str(program)


def chromium() -> str:
    """Chromium: BACKROOM_TEST_CHROMIUM, else the system's."""
    given = os.environ.get("BACKROOM_TEST_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if not found:
        raise FileNotFoundError("There is no Chromium: install Debian's package chromium, or set BACKROOM_TEST_CHROMIUM.")
    return found
