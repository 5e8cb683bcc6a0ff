"""Which start of the machine this is: after another one, what was written last may be lost."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

_LINUX = Path("/proc/sys/kernel/random/boot_id")
_MACOS = ("/usr/sbin/sysctl", "-n", "kern.bootsessionuuid")


def boot_id() -> str:
    """Return what is the same until the machine is started anew (Linux: random(4); macOS: kern.bootsessionuuid).

    Where the system tells nothing of the kind, each call gives another one: a run that was killed is then treated as
    after a loss of power, so that people may stand as `unknown` who were merely claimed, and nobody is written to twice.
    """
    try:
        if sys.platform == "darwin":
            asked = subprocess.run(_MACOS, capture_output=True, text=True, check=True, timeout=5)  # noqa: S603 - a constant
            said = asked.stdout.strip()
        else:
            said = _LINUX.read_text(encoding="ascii").strip()
    except (OSError, ValueError, subprocess.SubprocessError):
        said = ""
    return said or f"unknown {uuid.uuid4()}"
