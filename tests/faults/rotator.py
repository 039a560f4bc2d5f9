"""Renews the specimens under the newest key, printing a line per commit."""

from __future__ import annotations

import sys

import django


def main() -> None:
    django.setup()
    from jishi.base.sealed import rotate
    from jishi.base.tests.specimen import COLUMNS

    for _ in rotate(COLUMNS):
        sys.stdout.write("step\n")
        sys.stdout.flush()
    sys.stdout.write("end\n")


if __name__ == "__main__":
    main()
