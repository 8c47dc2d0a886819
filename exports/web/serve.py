"""Starts the server and ends it: ``ledelsesgraf serve``.

What takes long to import is imported when the process that holds the graph has been started.
"""

import resource
import signal
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exports.cli_terminal import say
from exports.explorer_data import bundle
from exports.web.pool import Pool
from exports.web.sandbox import filtered
from exports.web.settings import Settings
from graph_build.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn import Config

    from exports.web.loading import Loaded

__all__ = ["serve"]

_HEADER: Final = 64 * 1024
_CONNECTIONS: Final = 8192


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests that run are finished first.

    Raises:
        GraphError: There is no graph in the folder.
        UsageError: The settings do not go together, or the port is taken.
    """
    pool = Pool(settings)  # its process loads its program while this one does
    try:
        _serve(settings, pool)
    finally:
        pool.close()


def _serve(settings: Settings, pool: Pool) -> None:
    from exports.web.loading import load

    _check(settings)
    with tempfile.TemporaryDirectory(prefix="ledelsesgraf-") as temporary:
        again = partial(load, settings, Path(temporary))
        loaded = again()
        with _listening(settings) as listening:
            pool.load(loaded.how)
            _run(settings, pool, loaded, again, listening)


def _run(
    settings: Settings,
    pool: Pool,
    loaded: "Loaded",
    again: "Callable[[], Loaded]",
    listening: socket.socket,
) -> None:
    import uvicorn

    from exports.web.app import application

    config = _config(settings)
    server = uvicorn.Server(config)
    # uvicorn sends these on once it has ended; one that comes before it listens ends it as it starts.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: setattr(server, "should_exit", True))
    config.app = application(settings, pool, loaded, again)
    say(f"http://{settings.host}:{listening.getsockname()[1]}/")
    if sys.stderr.isatty():
        say("åbn adressen i en browser; Ctrl-C stopper · open it in a browser; Ctrl-C stops")
    server.run([listening])


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise UsageError(
            f"{where}: cannot be listened on ({error.strerror or error}); choose another --port."
        ) from error
    # An answer goes out in two parts, and the second must not wait for word that the first has come.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _config(settings: Settings) -> "Config":
    from uvicorn import Config

    from exports.web.patience import patient

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, _CONNECTIONS)), hard))
    return Config(
        "",
        http=patient(settings.receive, _HEADER),
        ws="none",
        h11_max_incomplete_event_size=_HEADER,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=int(settings.seconds) + 2,
    )


def _check(settings: Settings) -> None:
    if settings.scratch is not None and not settings.token:
        raise UsageError("a store that may be changed needs a token; set LEDELSESGRAF_TOKEN.")
    if settings.endpoint and not settings.endpoint.startswith(("http://", "https://")):
        raise UsageError(f"{settings.endpoint!r} is no http(s) address; give the endpoint's whole address.")
    if settings.explored and not bundle.available():
        say(f"the explorer is not built, so the pages are plain ones; run: make explorer ({bundle.folder()})")
    if not settings.loopback:
        say(f"listening on {settings.host}: others on the network can ask the graph")
    if not filtered():
        say("this machine has no seccomp filter that we know; only the text of a query keeps it from sockets")
