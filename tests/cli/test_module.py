"""The command line is there without its script."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_module_is_the_command(examples: Path) -> None:
    command = [sys.executable, "-m", "bulletin", "status", "2023-06", "--project", str(examples / "port-cities")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "busan" in done.stdout
    assert subprocess.run([*command[:3], "nonsense"], capture_output=True, check=False).returncode == 2
