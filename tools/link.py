"""Make `jishi` a command of a virtual environment, by a path file: nothing is built or fetched.

Run with that environment's Python: `.venv/bin/python tools/link.py`.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys

from jishi.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""


def link() -> Path:
    packages, scripts = (Path(sysconfig.get_path(name)) for name in ("purelib", "scripts"))
    (packages / "jishi.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = scripts / "jishi"
    script.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    script.chmod(0o755)
    return script


if __name__ == "__main__":
    print(link())
