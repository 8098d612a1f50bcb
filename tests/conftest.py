"""What every test shares: without a display Qt draws into memory, also where `make test` did not say so."""

import os
import sys

from hypothesis import HealthCheck, settings

# Before anything loads Qt, which looks at it once; a developer's own choice stays.
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The first draw of a process reads the constants of every module that is loaded; beside other tests that alone may take seconds.
settings.register_profile("beside_others", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside_others")
