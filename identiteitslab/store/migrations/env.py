"""Where Alembic finds the open transaction and the tables: it opens nothing itself."""

from __future__ import annotations

from alembic import context

from identiteitslab.store.tables import NAMES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=NAMES,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
