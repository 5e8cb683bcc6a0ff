"""For tests of newsletters, ours and yours: sample issues, transports that keep or lose messages, and a clock that obeys.

>>> from bulletin.testing import FailingTransport, Failure, Outbox
>>> outbox = Outbox()                                                   # keeps what is sent, to be looked at
>>> shaky = FailingTransport({2: Failure.LOST, "ann@example.org": Failure.REFUSED})
"""

from bulletin.testing.clock import FrozenClock
from bulletin.testing.failing import FailingTransport, Failure
from bulletin.testing.newsletter import sample_issue, write_newsletter
from bulletin.testing.outbox import Outbox

__all__ = ["FailingTransport", "Failure", "FrozenClock", "Outbox", "sample_issue", "write_newsletter"]
