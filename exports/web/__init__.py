"""The graph on the web: the SPARQL protocol, linked-data pages, the library of queries and search.

One process answers requests; every query runs in a worker process that can be killed, is capped in memory and
can open no socket.
"""
