"""What every test shares: without a display Qt draws into memory, also where `make test` did not say so."""

import os
import sys

# Before anything loads Qt, which looks at it once; a developer's own choice stays.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
