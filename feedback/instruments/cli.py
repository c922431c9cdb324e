"""Commands about instruments, for whoever writes one in a file."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from feedback.instruments.definition import DefinitionErrors, load
from feedback.instruments.overview import number_of_questions

group = AppGroup("instruments", help="Questionnaires in files.")


@group.command("validate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def validate(file: Path) -> None:
    """Tell all that is wrong in a definition (JSON), naming the questions; exit 1 on any fault."""
    try:
        definition = load(file.read_bytes())
    except DefinitionErrors as errors:
        for message in errors.messages:
            click.echo(message, err=True)
        raise SystemExit(1) from errors
    asked = number_of_questions(definition)
    click.echo(f"{definition.code} : {definition.kind}, {asked} questions")
