"""The way of Alembic to the database: the connection that `dnn.background.store.database` gives it."""

from alembic import context

from dnn.background.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
