"""`python -m bench [--runs 5] [case …]`: prints each case as ratios to its floor."""

from __future__ import annotations

import argparse
import sys

from bench.cases import cases


def main() -> int:
    """Runs the cases asked for (all by default); 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs; medians are shown")
    parser.add_argument("names", nargs="*", help="cases to run; none: all")
    asked = parser.parse_args()
    known = {case.name: case for case in cases()}
    if unknown := set(asked.names) - known.keys():
        parser.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    missed = 0
    for name in asked.names or known:
        print(f"{known[name].title} (median of {asked.runs})", flush=True)
        for figure in known[name].run(asked.runs):
            print(figure.line(), flush=True)
            missed += not figure.reached
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
