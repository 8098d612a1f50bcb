"""Run by alembic: takes the open connection that `upgrade` put into the configuration, and never opens one itself."""

from alembic import context

from station.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
