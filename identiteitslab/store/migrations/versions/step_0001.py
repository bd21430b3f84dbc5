"""The first register: uploads with their pilots and parts, the log and its head."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make all tables, and the head of an empty log."""
    _upload()
    _belonging_to_upload()
    _log()


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("file_hash", sa.Text, nullable=False),
        sa.Column("rows_in", WHOLE, nullable=False),
        sa.Column("accepted", WHOLE, nullable=False),
        sa.Column("rejected", WHOLE, nullable=False),
        sa.Column("blank", WHOLE, nullable=False),
        sa.Column("accepted_at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("successor", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_upload"),
        sa.UniqueConstraint("content_hash", name="uq_upload_content_hash"),
        sa.ForeignKeyConstraint(
            ["successor"],
            ["upload.number"],
            name="fk_upload_successor",
            deferrable=True,
            initially="DEFERRED",
        ),
        _check("upload", "number", "number >= 1"),
        _check("upload", "content_hash", "length(content_hash) = 64"),
        _check("upload", "file_hash", "length(file_hash) = 64"),
        _check("upload", "counts", "accepted >= 0 AND rejected >= 0 AND blank >= 0"),
        _check("upload", "conservation", "rows_in = accepted + rejected + blank"),
        _check("upload", "accepted_at", "length(accepted_at) = 32"),
        _check("upload", "actor", "length(actor) BETWEEN 1 AND 80 AND actor NOT LIKE '%@%'"),
        _check("upload", "status", "status IN ('active', 'withdrawn', 'superseded')"),
        _check("upload", "successor", "(status = 'superseded') = (successor IS NOT NULL)"),
        sqlite_strict=True,
    )


def _belonging_to_upload() -> None:
    op.create_table(
        "part",
        sa.Column("upload", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("upload", "name", name="pk_part"),
        sa.ForeignKeyConstraint(["upload"], ["upload.number"], name="fk_part_upload"),
        _check("part", "name", "name IN ('rows', 'sums', 'refused')"),
        _check("part", "digest", "length(digest) = 64"),
        _check("part", "size", "size > 0"),
        sqlite_strict=True,
    )
    op.create_table(
        "pilot",
        sa.Column("upload", sa.Integer, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("solution", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("upload", "gemeente", "solution", "round", name="pk_pilot"),
        sa.ForeignKeyConstraint(["upload"], ["upload.number"], name="fk_pilot_upload"),
        _check("pilot", "named", "length(gemeente) > 0 AND length(solution) > 0"),
        sqlite_strict=True,
    )
    op.create_index("ix_pilot_gemeente", "pilot", ["gemeente"])


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("sequence", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_log"),
        sa.UniqueConstraint("hash", name="uq_log_hash"),
        _check("log", "sequence", "sequence >= 1"),
        _check("log", "kind", "length(kind) BETWEEN 1 AND 40"),
        _check("log", "hash", "length(hash) = 64"),
        sqlite_strict=True,
    )
    op.create_index("ix_log_kind", "log", ["kind"])
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_head"),
        _check("head", "one", "id = 1"),
        _check("head", "sequence", "sequence >= 0"),
        _check("head", "hash", "length(hash) = 64"),
        sqlite_strict=True,
    )
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "hash": "0" * 64}])


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
