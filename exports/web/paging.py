"""Which page of a long answer is wanted, and how long a page is."""

from starlette.requests import Request

from exports.web.problems import Problem

__all__ = ["page_number", "page_size"]


def page_number(request: Request) -> int:
    """Give the number of the page that is wanted, from 1.

    Raises:
        Problem: It is no such number.
    """
    given = request.query_params.get("page", "1")
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= 100_000):
        raise Problem(400, "page", "A page's number is 1 to 100000.")
    return int(given)


def page_size(request: Request) -> int:
    """Give the number of rows on a page for programs.

    Raises:
        Problem: It is no such number.
    """
    given = request.query_params.get("size", "100")
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:9]) <= 10_000):
        raise Problem(400, "page", "A page's size is 1 to 10000 rows.")
    return int(given)
