"""Servers for tests: real processes on loopback, on ports that were free a moment before."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LEDELSESGRAF_SHARED", ROOT.parent / "shared")) / "conformance"
PLAIN = {"trust_env": False, "verify": False}
"""What httpx needs not look for on loopback; the machine's certificates alone take it 0.04 s a client."""
NGINX_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Server:
    """A running server: its address, its process, and a client for it."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.url, timeout=30, **PLAIN)

    def get(self, path, accept="*/*", **more):
        """Ask for a path."""
        headers = {"Accept": accept, **more.pop("headers", {})}
        return self.client.get(path, headers=headers, **more)

    def ask(self, query, accept="application/sparql-results+json", **more):
        """Ask a query."""
        return self.get("/sparql", accept, params={"query": query}, **more)


@contextlib.contextmanager
def serving(*words, port=0, **environment):
    """Start ``ledelsesgraf serve``, wait until it answers, and end it by SIGTERM."""
    port = port or free_port()
    command = [sys.executable, str(ROOT / "ledelsesgraf.py"), "serve", "--port", str(port), *map(str, words)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        server = Server(process, port, [])
        drained = _drain(process, server.log)
        try:
            _wait(server)
            yield server
        finally:
            server.client.close()
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            drained.join(5)


@contextlib.contextmanager
def proxied(server, folder):
    """Run nginx with a server as its configuration tells it, or skip."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    temporary = " ".join(f"{one}_temp_path {folder}/{one};" for one in NGINX_FOLDERS)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{server} }}\n"
    )
    command = [program, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command) as nginx:
        try:
            end = time.monotonic() + 8
            while not (folder / "pid").is_file() and time.monotonic() < end:
                time.sleep(0.02)
            yield
        finally:
            nginx.terminate()


def free_port():
    """Give a port that was free a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _drain(process, log):
    import threading

    thread = threading.Thread(target=lambda: log.extend(process.stderr), daemon=True)
    thread.start()
    return thread


def _wait(server):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(httpx.HTTPError):
            if server.get("/healthz").status_code == 200:
                return
        if server.process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {''.join(server.log)}")


def script(name):
    """Give a conformance script, or skip where the folder with them is not at hand."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not at hand; LEDELSESGRAF_SHARED names the folder above conformance/")
    return path


def conformance(script, *words, timeout=280):
    """Run a conformance script and give its exit status and all that it says."""
    done = subprocess.run(
        [sys.executable, str(script), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def with_protocol_graphs(graph, folder):
    """Copy a graph folder, with the graphs that the protocol tests want beside its own."""
    shutil.copytree(graph, folder)
    fixtures = SHARED / "protocol_fixtures.nq"
    if fixtures.is_file():
        with (folder / "ledelsesgraf.nq").open("ab") as quads:
            quads.write(fixtures.read_bytes())
    return folder
