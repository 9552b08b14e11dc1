#!/usr/bin/env python3
"""Speed, side by side: each figure is a ratio against a named peer or floor measured in the same run.

usage: run.py [reading] [extracting] [linking] [search] [pages] [serving]     (all of them where none is named)
"""

import importlib
import sys

BENCHES = ("reading", "extracting", "linking", "search", "pages", "serving")


def main() -> None:
    """Run the benches that are named."""
    wanted = sys.argv[1:] or BENCHES
    unknown = set(wanted) - set(BENCHES)
    if unknown:
        sys.exit(f"There is no bench {', '.join(sorted(unknown))}.\n\n{__doc__}")
    for name in wanted:
        print(f"\n# {name}\n")
        importlib.import_module(name).main()


if __name__ == "__main__":
    main()
