"""`content_hash`: what readers see of an edition, as a few digits that an approval can be given to."""

from __future__ import annotations

import hashlib
import json

from bulletin.inline import Slot
from bulletin.rendering.slotted import Passage, Rendered, Slotted


def content_hash(mail: Rendered) -> str:
    """Return the SHA-256 of what readers see, in hexadecimal digits.

    Subject, bodies with their slots and passages, pictures and calendar files take part; the date, the secret and the
    sender's settings do not.
    """
    seen = [mail.locale, *(_parts(text) for text in (mail.subject, mail.html, mail.text))]
    seen += [[picture.name for picture in mail.pictures], [calendar.data.hex() for calendar in mail.calendars]]
    return hashlib.sha256(json.dumps(seen).encode("ascii")).hexdigest()


def _parts(text: Slotted | Passage) -> list[object]:
    shown: list[object] = []
    for part in text.parts:
        match part:
            case Slot():
                shown.append({"slot": [part.name, part.fallback, part.before, part.after, part.place]})
            case Passage():
                shown.append({"segments": part.segments, "parts": _parts(part)})
            case _:
                shown.append(part)
    return shown
