"""An ASGI application that lets through only what a token allows."""

import hmac
import json

# What the platform uses of Feast's server. Everything else, such as materialization, its chat and its documentation,
# has no address: features are materialized by a job, which alone may read the offline store.
OPEN = {("GET", "/health")}
READS = {("POST", "/get-online-features"), ("POST", "/retrieve-online-documents")}
WRITES = {("POST", "/push"), ("POST", "/write-to-online-store")}

# Answers while the process works, whatever became of the registry: a pod that is restarted does not bring that back.
LIVE = ("GET", "/health/live")

REASONS = {
    200: "The process works.",
    401: "This needs a token: Authorization: Bearer, with the one for reads or the one for writes.",
    403: "This is a write, and needs the token for writes.",
    404: "The platform does not offer this address of Feast.",
}


class TokenGuard:
    """
    Answers 401 to a request without one of the two tokens, 403 to a write with the token for reads, and 404 to
    everything that is neither a read nor a write. The token for writes is good for reads too.
    """

    def __init__(self, app, read_token: str, write_token: str):
        if not read_token or not write_token or read_token == write_token:
            raise ValueError("the feature server needs two tokens that differ: one for reads and one for writes")
        self._app = app
        self._read_token = read_token
        self._write_token = write_token

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            return await send({"type": "websocket.close", "code": 1008})
        status = self._refusal(scope)
        if status is None:
            return await self._app(scope, receive, send)
        body = json.dumps({"detail": REASONS[status]}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        if status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _refusal(self, scope) -> int | None:
        """The status to answer instead of the application; None for a request that it may have."""
        request = (scope["method"], scope["path"])
        if request == LIVE:
            return 200
        if request in OPEN:
            return None
        if request not in READS | WRITES:
            return 404
        token = _bearer(scope["headers"])
        if _same(token, self._write_token):
            return None
        if not _same(token, self._read_token):
            return 401
        return None if request in READS else 403


def _bearer(headers) -> str:
    values = [value.decode("latin-1") for name, value in headers if name == b"authorization"]
    scheme, _, token = (values[0] if len(values) == 1 else "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _same(given: str, expected: str) -> bool:
    """Compares in a time that says nothing of how much was right."""
    return hmac.compare_digest(given.encode(), expected.encode())
