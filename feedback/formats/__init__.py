"""Files in and out, pure: rows or dataclasses to bytes and back."""

import sys

# openpyxl takes numpy in where it is installed: twenty megabytes in every process, for types of
# cells that we never write. Whoever needs numpy imports it later, and finds it.
if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        import openpyxl.compat.numbers  # noqa: F401
    finally:
        del sys.modules["numpy"]
