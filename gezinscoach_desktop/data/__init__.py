"""Storage: tables, migrations, encryption and files. The only room that knows SQL."""
