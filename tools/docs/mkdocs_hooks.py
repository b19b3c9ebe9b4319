"""What `mkdocs build` makes before it reads the pages: the reference of the components, which is not committed."""

import subprocess
from pathlib import Path

from mkdocs.exceptions import Abort

ROOT = Path(__file__).parents[2]


def on_startup(*, command, dirty):
    """Runs once a command, so that `mkdocs serve` does not begin anew when the pages it watches are written."""
    del command, dirty
    if not (ROOT / "node_modules").is_dir():
        raise Abort("The reference of the components is made by TypeDoc, which is not installed: run npm ci first.")
    made = subprocess.run(["npm", "run", "--silent", "docs:components"], cwd=ROOT, capture_output=True, text=True)
    if made.returncode != 0:
        raise Abort(f"npm run docs:components failed:\n{made.stdout}{made.stderr}")
