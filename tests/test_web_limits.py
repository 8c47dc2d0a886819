"""What a query may cost, what it may not do, and that others are not harmed by it."""

import concurrent.futures
import os
import re
import shutil
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest
from helpers_web import PLAIN, conformance, script, serving

from exports.web import sandbox

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def server(corpus_graph):
    limits = {
        "SECONDS": "2",
        "ROWS": "100",
        "WORKERS": "2",
        "QUEUE": "3",
        "WAIT": "1",
        "RECEIVE": "2",
        "BODY": "20000",
        "MEMORY": "200000000",
    }
    with serving("--graph", corpus_graph, **{f"LEDELSESGRAF_{k}": v for k, v in limits.items()}) as running:
        yield running


def test_a_query_that_takes_too_long_is_stopped_and_told_how_to_ask(server):
    """503 comes at the promised time, says why, and the server goes on."""
    begin = time.monotonic()
    answer = server.ask(ENDLESS)
    assert 1.9 < time.monotonic() - begin < 4
    assert answer.status_code == 503
    assert answer.json()["code"] == "time"
    assert "LIMIT" in answer.json()["detail"]
    assert server.ask("ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("ASK { FILTER(" + "!" * 5000 + "true) }", 400, "nested"),
        ("ASK " + "{" * 5000 + "}" * 5000, 400, "nested"),
        ("ASK {", 400, "syntax"),
        ("INSERT DATA { <a:b> <a:b> 1 }", 400, "syntax"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "service"),
        ("SELECT * { \\u0053ERVICE SILENT ?e { ?s ?p ?o } }", 403, "service"),
    ],
)
def test_a_query_that_may_not_be_is_refused_with_its_reason(server, query, status, code):
    """Status and code say what is wrong with it."""
    answer = server.ask(query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_query_that_eats_memory_ends_alone(server):
    """A worker out of memory is replaced, and the query told so."""
    doubled = " ".join(f"BIND(CONCAT({','.join([f'?v{n}'] * 8)}) AS ?v{n + 1})" for n in range(12))
    answer = server.ask(f"SELECT (STRLEN(?v12) AS ?n) {{ BIND('{'x' * 32}' AS ?v0) {doubled} }}")
    assert (answer.status_code, answer.json()["code"]) == (503, "memory")
    assert server.ask("ASK {}").status_code == 200


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_that_is_cut_says_so(server, form):
    """More rows than the limit are left out, what is left is whole, and a header tells."""
    answer = server.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": form})
    assert answer.headers["x-row-limit"] == "100"
    assert answer.headers["x-rows-cut"] == "true"
    rows = {"json": '"s":{', "xml": "<result>", "csv": "\r\n", "tsv": "\n"}[form]
    assert answer.text.count(rows) == 100 + (form in ("csv", "tsv"))
    assert "x-rows-cut" not in server.ask("SELECT * { ?s ?p ?o } LIMIT 100").headers


def test_too_many_queries_at_once_are_told_to_come_back(server):
    """When workers and queue are full a query is refused at once, with 429 and Retry-After."""
    with concurrent.futures.ThreadPoolExecutor(12) as threads:
        found = [one.result() for one in [threads.submit(_ask, server, ENDLESS) for _ in range(12)]]
    refused = [answer for answer in found if answer.status_code == 429]
    assert refused
    assert all(answer.headers["retry-after"] for answer in refused)
    assert {answer.status_code for answer in found} == {429, 503}
    assert server.ask("ASK {}").status_code == 200


def _ask(server, query):
    return httpx.get(f"{server.url}/sparql", params={"query": query}, timeout=30, **PLAIN)


def test_fifty_clients_at_once_are_all_answered(corpus_graph):
    """With the limits as they are, fifty clients of a light query get no error."""
    with serving("--graph", corpus_graph) as calm, concurrent.futures.ThreadPoolExecutor(50) as threads:
        query = "SELECT ?p { ?p a led:Paradox } LIMIT 5"
        found = [one.result() for one in [threads.submit(_ask, calm, query) for _ in range(200)]]
    assert {answer.status_code for answer in found} == {200}


def test_a_worker_can_open_no_socket_and_start_no_program():
    """In a confined process sockets, programs and memory are refused, and what is open still works."""
    if not sandbox.filtered():
        pytest.skip("there is no seccomp filter for this machine")
    reading, writing = os.pipe()
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        sandbox.confine(1 << 28, 0)
        tried = (socket.socket, lambda: os.execv("/bin/true", ["true"]), lambda: bytearray(1 << 29))
        said = ",".join(_refusal(one) for one in tried)
        theirs.send(b"open")
        os.write(writing, said.encode())
        os._exit(0)
    os.waitpid(pid, 0)
    assert os.read(reading, 200) == b"PermissionError,PermissionError,MemoryError"
    assert ours.recv(10) == b"open"
    ours.close()
    theirs.close()


def _refusal(call):
    try:
        call()
    except (OSError, MemoryError) as error:
        return type(error).__name__
    return "nothing"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:80"}, 421),
        ({"Host": "localhost"}, 200),
        ({"Origin": "http://evil.example"}, 200),
    ],
)
def test_only_its_own_host_names_are_answered(server, headers, status):
    """A foreign name that leads to this machine gets nothing, and no other site may read an answer."""
    answer = server.ask("ASK {}", headers=headers)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers


def test_another_site_cannot_make_a_browser_post(server):
    """A form that a foreign page sends is refused."""
    data = {"query": "ASK {}"}
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert server.client.post("/sparql", data=data, headers=foreign).status_code == 403
    assert (
        server.client.post("/sparql", data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    )


def test_a_body_may_be_only_so_long_and_so_late(server):
    """Too many bytes give 413, too much time 408, a packed body 415."""
    long = {"Content-Type": "application/sparql-query"}
    assert server.client.post("/sparql", content=b"#" * 30000, headers=long).status_code == 413
    packed = {**long, "Content-Encoding": "gzip"}
    assert server.client.post("/sparql", content=b"x", headers=packed).status_code == 415
    for start in (
        b"GET / HTTP/1.1\r\nX: ",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nA",
    ):
        with socket.create_connection(("127.0.0.1", server.port), 8) as slow:
            slow.sendall(start)
            assert slow.recv(100).startswith(b"HTTP/1.1 408")


def test_origins_that_are_named_may_read(corpus_graph):
    """CORS is off unless switched on, and then for the origins that are named."""
    allowed = "https://app.example"
    with serving("--graph", corpus_graph, LEDELSESGRAF_CORS=allowed) as open_one:
        for origin, expected in ((allowed, allowed), ("https://evil.example", None)):
            answer = open_one.ask("ASK {}", headers={"Origin": origin})
            assert answer.headers.get("access-control-allow-origin") == expected


def test_it_ends_when_told_and_finishes_what_runs(corpus_graph):
    """SIGTERM ends the server with status 0, after the request that runs has its answer."""
    with serving("--graph", corpus_graph, LEDELSESGRAF_SECONDS="2") as ending:
        with concurrent.futures.ThreadPoolExecutor(1) as thread:
            running = thread.submit(_ask, ending, ENDLESS)
            time.sleep(0.7)
            ending.process.terminate()
            assert running.result().status_code == 503
        assert ending.process.wait(10) == 0


def test_a_graph_whose_process_ended_is_loaded_anew(corpus_graph):
    """While the process that holds the graph is away the server says so, and answers again by itself."""
    with serving("--graph", corpus_graph) as running:
        assert running.ask("ASK {}").status_code == 200
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children").read_text()
        (holding,) = [
            int(pid)
            for pid in children.split()
            if b"exports.web.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        os.kill(holding, signal.SIGKILL)
        time.sleep(0.2)
        answer = running.ask("ASK {}")
        assert (answer.status_code, answer.json()["code"]) == (503, "restarting")
        assert running.get("/healthz").status_code == 503
        end = time.monotonic() + 15
        while running.get("/healthz").status_code != 200 and time.monotonic() < end:
            time.sleep(0.2)
        assert running.ask("ASK {}").json()["boolean"] is True


def test_another_build_is_shown_without_a_gap(corpus_graph, tmp_path):
    """A build that takes the folder's place is served soon, and every query meanwhile is answered."""
    from graph_build import store
    from graph_build.iri import Minter

    folder = tmp_path / "graph"
    shutil.copytree(corpus_graph, folder)
    theme = Minter().graph("themes")
    dataset = store.open_dataset(corpus_graph)
    quads = [quad for quad in dataset.quads((None, None, None, None)) if str(quad[3]) == str(theme)]
    with serving("--graph", folder) as running:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        before = running.ask(count).text
        store.write([(s, p, o, theme) for s, p, o, _ in quads], folder)
        end = time.monotonic() + 10
        while (now := running.ask(count)).text == before and time.monotonic() < end:
            assert now.status_code == 200
            time.sleep(0.02)
        assert now.json()["results"]["bindings"][0]["n"]["value"] == str(len(quads))


def test_only_a_whole_graph_may_be_longer_than_an_answer(corpus_graph):
    """A table is cut after whole rows, a graph that a query makes is refused, and a stored one is given."""
    with serving("--graph", corpus_graph, LEDELSESGRAF_RESULT="100000") as running:
        for form in ("json", "csv"):
            cut = running.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": form})
            assert cut.headers["x-rows-cut"] == "true"
            assert 90_000 < len(cut.content) <= 100_000
        built = running.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
        assert (built.status_code, built.json()["code"]) == (503, "size")
        stored = running.get("/graph-store?default", "application/n-triples").text
        count = running.ask("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }").json()
        assert str(stored.count("\n")) == count["results"]["bindings"][0]["n"]["value"]


def test_the_log_tells_what_happened_and_not_what_was_asked(server):
    """A line of JSON a request, without query texts; metrics count them."""
    server.ask("ASK { <http://e/hemmelighed> ?p ?o }")
    counted = server.get("/metrics").text
    assert 'ledelsesgraf_requests_total{method="GET",status="200"}' in counted
    assert 'ledelsesgraf_queries_total{ended="done"}' in counted
    assert any('"path": "/sparql"' in line for line in server.log)
    assert "hemmelighed" not in "".join(server.log)


@pytest.mark.thorough
def test_hostile_requests_are_answered_as_they_should(corpus_graph):
    """Every probe of the hostile requests passes, at the limits that are promised."""
    probes = script("http_probes.py")
    with serving("--graph", corpus_graph, LEDELSESGRAF_SECONDS="4") as running:
        pages = ["--page", "/search?q=", "--page", "/query?query=", "--page", "/queries/"]
        status, said = conformance(probes, f"{running.url}/sparql", "--limit", "8", *pages)
    assert status == 0, said
    assert " 0 failed" in said


@pytest.mark.parametrize("mode", ["body", pytest.param("header", marks=pytest.mark.thorough)])
def test_a_thousand_slow_clients_do_not_matter(corpus_graph, mode):
    """Clients that send a byte now and then are closed in time, and others are answered meanwhile."""
    clients = script("slow_clients.py")
    with serving("--graph", corpus_graph, LEDELSESGRAF_RECEIVE="3") as running:
        words = ("-n", 1000, "--seconds", 8, "--mode", mode)
        _, said = conformance(clients, f"{running.url}/sparql", *words)
    assert "1000 connected, 0 refused" in said, said
    assert "1000 closed by the server" in said, said
    assert "0 failed" in said, said
    assert int(re.search(r"worst (\d+) ms", said)[1]) < 1000, said
