"""What the GraphQL scripts share. They run with the project's own Python environment where graphql-core is not installed otherwise."""
import os
import sys
from pathlib import Path

try:
    import graphql  # noqa: F401
except ImportError:
    _python = Path(__file__).resolve().parents[2] / ".venv/bin/python"
    if _python.exists() and Path(sys.prefix).resolve() != _python.parents[1].resolve():
        os.execv(_python, [str(_python)] + sys.argv)
    raise SystemExit("graphql-core 3.2 is missing: Scripts/sandbox makes an environment that has it, or install it by pip") from None
