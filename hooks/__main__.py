"""The commands: `python hooks NAME …`, where NAME is a module of `commands/`; `make help` lists them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(file.stem for file in Path(__file__).with_name("commands").glob("[a-z]*.py"))


def main() -> int:
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in NAMES:
        print(f"'{name}' is no command. Name one of these: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    sys.argv[0] = f"hooks {name}"
    return int(import_module(f"commands.{name}").main())


if __name__ == "__main__":
    sys.exit(main())
