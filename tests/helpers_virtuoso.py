"""A Virtuoso server of the tests' own: of Debian's package, on loopback, in a folder that is thrown away."""

import contextlib
import shutil
import subprocess
import time

import httpx
import pytest
from helpers_web import free_port

_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


@contextlib.contextmanager
def virtuoso(quads, folder):
    """Start a server with the quads of a file loaded, and give its SPARQL endpoint's address."""
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or client is None:
        pytest.skip("Virtuoso is not at hand; Debian's package virtuoso-opensource has it")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(folder=folder, sql=sql, http=http))
    shutil.copy(quads, folder / "graph.nq")
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=folder, **quiet) as process:
        try:
            endpoint = f"http://127.0.0.1:{http}/sparql"
            _wait(process, endpoint)
            said = subprocess.run(
                [client, f"127.0.0.1:{sql}", "dba", "dba", "VERBOSE=OFF", f"exec={_load(folder)}"],
                capture_output=True,
                text=True,
                check=True,
            )
            assert "Error" not in said.stderr, said.stderr
            yield endpoint
        finally:
            process.terminate()
            process.wait(30)


def _load(folder):
    return f"ld_dir('{folder}', 'graph.nq', 'urn:nowhere'); rdf_loader_run(); checkpoint;"


def _wait(process, endpoint):
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(endpoint, params={"query": "ASK {}"}, trust_env=False).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("Virtuoso did not start")
