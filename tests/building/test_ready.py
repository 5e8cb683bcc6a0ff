"""What makes editions begins with what it needs, and with nothing that reads sources."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from bulletin.building.build import _with_texts_read, project_theme
from bulletin.building.task import Task
from bulletin.project import Project

COPY = """
import pickle, sys
from bulletin.building.ready import ready_for_all
make = ready_for_all()
with open(sys.argv[1], "rb") as file:
    task = pickle.load(file)
before = set(sys.modules)
for locale in ("en-GB", "ko"):
    make(task, locale)
print(*sorted(before), "|", *sorted(set(sys.modules) - before))
"""


def test_a_copy_has_loaded_all_and_reads_no_sources(examples: Path, tmp_path: Path) -> None:
    project = Project(examples / "port-cities")
    read = project.read("2023-06")
    issue, theme = _with_texts_read(read.issue), project_theme(project)
    task = Task(issue=issue, findings=read.findings, theme=theme, locales=project.locales, draft=False)
    (tmp_path / "task").write_bytes(pickle.dumps(task))
    done = subprocess.run([sys.executable, "-c", COPY, tmp_path / "task"], capture_output=True, text=True, check=True)
    before, later = (modules.split() for modules in done.stdout.split("|"))
    assert "bulletin.rendering.render" in before
    assert not {"pydantic", "markdown_it", "typer", "bulletin.sources.markdown"} & {*before, *later}
    own = {module for module in later if module.startswith("bulletin.")}
    assert own <= {"bulletin.rendering.redraw"}  # only issues with pictures need Pillow
