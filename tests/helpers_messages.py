"""What the command says on standard error, as the tests look at it."""

from exports.messages import in_danish

LEAD = "ledelsesgraf: "


def english(messages):
    """The lines of what was said but the Danish ones, each of which must stand below its English one."""
    lines, left = [], iter(messages.splitlines())
    for line in left:
        lines.append(line)
        if line.startswith(LEAD):
            assert next(left, None) == f"{LEAD}{in_danish(line.removeprefix(LEAD))}"
    return lines
