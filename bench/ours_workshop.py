"""Milliseconds of writing a long draft. `python -m bench.ours_workshop FOLDER INSTRUMENT`"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from bench import made
from bench.pages import Took, entered, opened, say, timed
from feedback.db import db
from feedback.instruments.drafting.cards import mark
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, draft

CHOSEN = "q150"
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


def main(folder: Path, public_id: str) -> None:
    """The acts of who writes, as the page's script asks for them."""
    app = made.house(folder)
    app.config["WTF_CSRF_ENABLED"] = False  # its token is not what is measured
    with app.app_context():
        version = draft(db.session.query(Instrument).filter_by(public_id=public_id).one())
        if version is None:
            raise RuntimeError("no draft")
        seen = mark(definition_of(version), CHOSEN)
        trial = f"/questionnaires/{public_id}/versions/{version.public_id}/essai"
    client, bench = entered(app, "lead@example.org"), f"/questionnaires/{public_id}/atelier"
    numbers = itertools.count()

    def sent(path: str, **form: str) -> Took:
        def send() -> None:
            number = next(numbers)
            data = {key: value.replace("#", str(number)) for key, value in form.items()}
            response = client.post(f"{bench}/{path}", data=data, headers=FRAGMENT)
            if response.status_code != 200:
                raise RuntimeError(f"{response.status_code}: {response.text[:500]}")

        return timed(send)

    say("open", opened(client, bench))
    say("go", opened(client, f"{bench}?q={CHOSEN}"))
    say("card", sent(f"carte?q={CHOSEN}", text="Texte # ?", code=CHOSEN, seen=seen))
    say("move", sent("place", q=CHOSEN, vers="bas"))
    say("add", sent("ajout", q=CHOSEN, kind="single"))
    say("undo", sent("retour", q=CHOSEN))
    say("one", opened(client, f"{trial}?q={CHOSEN}"))
    say("all", opened(client, trial))
    say("check", opened(client, f"/questionnaires/{public_id}/verification"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
