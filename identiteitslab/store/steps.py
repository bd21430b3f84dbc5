"""Bring an older register up to date, step by step, with Alembic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from sqlalchemy import Connection


def take_steps(connection: Connection) -> None:
    """Take all steps that a register has not had yet, within an open transaction.

    Raises
    ------
    LabError
        The register says that it is at a step that never was.
    """
    config = Config()
    config.set_main_option("script_location", "identiteitslab.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise fail("store-damaged", reason="alembic_version") from error
