"""Where the sums are computed for those whose data lies in a cluster: a Spark Connect session."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from identiteitslab.errors import fail
from identiteitslab.measurement.row import written_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

TRIES = 5
LONGEST_WAIT_MS = 2_000
"""A server that is silent for some five seconds is not there; by itself the client waits long."""


@dataclass(frozen=True)
class SparkEngine:
    """A Spark Connect server that runs the very same statements.

    Attributes
    ----------
    remote
        Its address, such as ``sc://cluster.example:15002``; it may hold a token.
    """

    remote: str

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the session, if there is one: the server keeps nothing of it."""
        if session := self.__dict__.pop("_session", None):
            session.stop()

    def run(self, statement: str, relation: pa.Table) -> pa.Table:
        """Run a statement over an Arrow table known as ``m``.

        Raises
        ------
        LabError
            The client is not installed, or the server does not answer or refuses.
        """
        with _in_words():
            return _run(self._session, statement, _sent(self._session, relation))

    def run_there(self, statement: str, source: str) -> pa.Table:
        """Run a statement over rows that lie with the server, known as ``m``; none come here.

        Parameters
        ----------
        statement
            One of our statements.
        source
            A table that the server knows, or the address (``scheme://…``) of Parquet that it can
            read.

        Raises
        ------
        LabError
            As for `run`.
        """
        with _in_words():
            return _run(self._session, statement, _there(self._session, source))

    def demand_columns(self, source: str, asked: pa.Schema) -> None:
        """Make sure that rows that lie with the server have some columns; there may be more.

        Raises
        ------
        LabError
            ``spark-columns`` names those that are missing or have another type; or as for `run`.
        """
        with _in_words():
            found = _types(_there(self._session, source).schema)
            expected = _types(_as_spark(asked))
        wrong = [f"{name} {kind}" for name, kind in expected.items() if found.get(name) != kind]
        if wrong:
            raise fail("spark-columns", expected=", ".join(wrong))

    @cached_property
    def _session(self) -> Any:
        with warnings.catch_warnings():
            # Nothing here passes through pandas.
            warnings.filterwarnings("ignore", "PySpark does not yet fully", FutureWarning)
            from pyspark.sql.connect.client.retries import (  # noqa: PLC0415 - only for a cluster
                DefaultPolicy,
            )
            from pyspark.sql.connect.session import (  # noqa: PLC0415 - idem
                SparkSession,
            )
        session = SparkSession.builder.remote(self.remote).create()
        patience = DefaultPolicy(max_retries=TRIES, max_backoff=LONGEST_WAIT_MS)
        session.client.set_retry_policies([patience])
        return session


def _run(session: Any, statement: str, rows: Any) -> pa.Table:
    rows.createOrReplaceTempView("m")
    return session.sql(statement).toArrow()


def _sent(session: Any, relation: pa.Table) -> Any:
    plain = written_out(relation)
    # Told beforehand: from a table without rows Spark could not read it.
    return session.createDataFrame(plain, _as_spark(plain.schema))


def _there(session: Any, source: str) -> Any:
    return session.read.parquet(source) if "://" in source else session.table(source)


def _as_spark(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - only for a cluster

    return from_arrow_schema(schema)


def _types(schema: Any) -> dict[str, str]:
    return {field.name: field.dataType.simpleString() for field in schema}


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in our words that a server did not do what was asked."""
    try:
        with warnings.catch_warnings():
            # It fails after this, and that is told.
            warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]", UserWarning)
            yield
    except ImportError as error:
        raise fail("spark-client", name=error.name) from error
    except Exception as error:  # noqa: BLE001 - whatever it was: the server did not do it
        # The words of the server may hold the address, and the address a token.
        raise fail("spark-refused", reason=type(error).__name__) from None
