"""The office on a PostgreSQL server, whose colleagues the server itself keeps apart."""
