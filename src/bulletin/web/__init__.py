"""The pages behind “unsubscribe” and “preferences”: a small ASGI application, and a server for small lists.

>>> from bulletin.web import application, serve

Looking at a page changes nothing, only pressing its button does. It needs ``pip install 'bulletin[web]'``.
"""

from bulletin.web.asgi import application
from bulletin.web.localised import localised_newsletters
from bulletin.web.serving import serve
from bulletin.web.site import Choices

__all__ = ["Choices", "application", "localised_newsletters", "serve"]
