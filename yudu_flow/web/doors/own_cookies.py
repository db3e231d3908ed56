"""Cookies under names of this home's own: browsers bring those of one host to each of its ports, where another home may
answer.

The pages know the plain names alone. A plain one that comes, from before an update, counts where there is no own one.
"""

from hashlib import sha256

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Pair = tuple[bytes, bytes]


class OwnCookies:
    """Takes a mark of `secret` off the names of cookies that come, and puts it behind those that are set."""

    def __init__(self, app: ASGIApp, secret: bytes) -> None:
        self._app = app
        self._mark = b"_" + sha256(b"cookies " + secret).hexdigest()[:8].encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [self._set(*one) for one in message["headers"]]
            await send(message)

        if scope["type"] == "http":
            scope = {**scope, "headers": [self._brought(*one) for one in scope["headers"]]}
        await self._app(scope, receive, marked)

    def _brought(self, name: bytes, value: bytes) -> Pair:
        """Our own come last, as the last of several with one name counts."""
        if name != b"cookie":
            return name, value
        pairs = [one.strip().partition(b"=") for one in value.split(b";")]
        pairs.sort(key=lambda pair: pair[0].endswith(self._mark))
        return name, b"; ".join(key.removesuffix(self._mark) + sign + said for key, sign, said in pairs)

    def _set(self, name: bytes, value: bytes) -> Pair:
        """A page that was asked for anew inside has its cookies marked already."""
        key, sign, rest = value.partition(b"=")
        if name != b"set-cookie" or key.endswith(self._mark):
            return name, value
        return name, key + self._mark + sign + rest
