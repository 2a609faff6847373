"""Run the migrations over the connection of an office that is already open, inside its transaction."""

from alembic import context

from gezinscoach_desktop.data.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # the office begins the transaction itself, on SQLite as well: all or nothing
)
context.run_migrations()
