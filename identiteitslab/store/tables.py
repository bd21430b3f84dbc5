"""The tables of the register. The database itself refuses what may not be in them.

The log is the truth; the tables beside it say the same in a form that can be queried, and
``verify`` compares the two. Moments are kept as ISO text in UTC: the same text that is hashed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Integer, MetaData, Text
from sqlmodel import Field, SQLModel

NAMES = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

STRICT: dict[str, Any] = {"sqlite_strict": True}
OURS = {"autoincrement": False}
"""We number ourselves, without gaps: a gap would look like something taken away."""

WHOLE = BigInteger().with_variant(Integer, "sqlite")


class Table(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = NAMES


def _check(text: str, name: str) -> CheckConstraint:
    return CheckConstraint(text, name=name)


class UploadRow(Table, table=True):
    """One delivery: what it holds and whether it still counts."""

    __tablename__ = "upload"
    __table_args__ = (
        _check("number >= 1", "number"),
        _check("length(content_hash) = 64", "content_hash"),
        _check("length(file_hash) = 64", "file_hash"),
        _check("accepted >= 0 AND rejected >= 0 AND blank >= 0", "counts"),
        _check("rows_in = accepted + rejected + blank", "conservation"),
        _check("length(accepted_at) = 32", "accepted_at"),
        _check("length(actor) BETWEEN 1 AND 80 AND actor NOT LIKE '%@%'", "actor"),
        _check("status IN ('active', 'withdrawn', 'superseded')", "status"),
        _check("(status = 'superseded') = (successor IS NOT NULL)", "successor"),
        # Looked at when a transaction ends: a restore writes an upload before its successor.
        ForeignKeyConstraint(
            ["successor"], ["upload.number"], deferrable=True, initially="DEFERRED"
        ),
        STRICT,
    )

    number: int = Field(sa_type=Integer, primary_key=True, sa_column_kwargs=OURS)
    content_hash: str = Field(sa_type=Text, unique=True)
    file_hash: str = Field(sa_type=Text)
    rows_in: int = Field(sa_type=WHOLE)
    accepted: int = Field(sa_type=WHOLE)
    rejected: int = Field(sa_type=WHOLE)
    blank: int = Field(sa_type=WHOLE)
    accepted_at: str = Field(sa_type=Text)
    actor: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    successor: int | None = Field(default=None, sa_type=Integer)


class PartRow(Table, table=True):
    """One file of an upload: its rows, its partial sums, or where its refused rows stood."""

    __tablename__ = "part"
    __table_args__ = (
        _check("name IN ('rows', 'sums', 'refused')", "name"),
        _check("length(digest) = 64", "digest"),
        _check("size > 0", "size"),
        STRICT,
    )

    upload: int = Field(sa_type=Integer, primary_key=True, foreign_key="upload.number")
    name: str = Field(sa_type=Text, primary_key=True)
    digest: str = Field(sa_type=Text)
    size: int = Field(sa_type=WHOLE)


class PilotRow(Table, table=True):
    """A pilot that an upload says something about."""

    __tablename__ = "pilot"
    __table_args__ = (
        _check("length(gemeente) > 0 AND length(solution) > 0", "named"),
        STRICT,
    )

    upload: int = Field(sa_type=Integer, primary_key=True, foreign_key="upload.number")
    gemeente: str = Field(sa_type=Text, primary_key=True, index=True)
    solution: str = Field(sa_type=Text, primary_key=True)
    round: int = Field(sa_type=Integer, primary_key=True)


class LogRow(Table, table=True):
    """One entry of the log: only ever added."""

    __tablename__ = "log"
    __table_args__ = (
        _check("sequence >= 1", "sequence"),
        _check("length(kind) BETWEEN 1 AND 40", "kind"),
        _check("length(hash) = 64", "hash"),
        STRICT,
    )

    sequence: int = Field(sa_type=Integer, primary_key=True, sa_column_kwargs=OURS)
    kind: str = Field(sa_type=Text, index=True)
    entry: str = Field(sa_type=Text)
    hash: str = Field(sa_type=Text, unique=True)


class HeadRow(Table, table=True):
    """The end of the log, in one row: a cut-off log is noticed, and writers wait here in line."""

    __tablename__ = "head"
    __table_args__ = (
        _check("id = 1", "one"),
        _check("sequence >= 0", "sequence"),
        _check("length(hash) = 64", "hash"),
        STRICT,
    )

    id: int = Field(sa_type=Integer, primary_key=True, sa_column_kwargs=OURS)
    sequence: int = Field(sa_type=Integer)
    hash: str = Field(sa_type=Text)
