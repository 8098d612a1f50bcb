"""The data folder and its database: engines, schema, migrations."""
