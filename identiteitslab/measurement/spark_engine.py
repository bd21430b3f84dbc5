"""Where the sums are computed for those whose data lies in a cluster: a Spark Connect session."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from identiteitslab.errors import LabError, fail

if TYPE_CHECKING:
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
        try:
            with warnings.catch_warnings():
                # It fails after this, and that is told.
                warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]", UserWarning)
                return _run(self._session, statement, relation)
        except ImportError as error:
            raise fail("spark-client", name=error.name) from error
        except Exception as error:  # noqa: BLE001 - whatever it was: the server did not do it
            raise _in_words(error) from None

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


def _run(session: Any, statement: str, relation: pa.Table) -> pa.Table:
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - only for a cluster

    # Told beforehand: from a table without rows Spark could not read it.
    schema = from_arrow_schema(relation.schema)
    session.createDataFrame(relation, schema).createOrReplaceTempView("m")
    return session.sql(statement).toArrow()


def _in_words(error: Exception) -> LabError:
    # The words of the server may hold the address, and the address a token.
    return fail("spark-refused", reason=type(error).__name__)
