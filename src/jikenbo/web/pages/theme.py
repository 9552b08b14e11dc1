"""The switch between light, dark and the reader's own setting, kept in a cookie: it needs no JavaScript."""

from starlette.responses import RedirectResponse, Response

from jikenbo.web.visit import THEMES, Visit

_YEAR = 365 * 24 * 3600


def choose(visit: Visit) -> Response:
    """Keep the theme that was chosen and go back to the page it was chosen on."""
    chosen, back = visit.asked("to"), visit.asked("back")
    here = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(here, 303)
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=_YEAR, samesite="lax", httponly=True)
    else:
        answer.delete_cookie("theme", samesite="lax", httponly=True)
    return answer
