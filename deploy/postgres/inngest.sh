#!/usr/bin/env bash
# Run once, when the container of PostgreSQL makes its files: a login and a database for Inngest.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --set=password="$INNGEST_DATABASE_PASSWORD" \
  --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
create role inngest login password :'password' connection limit 30;
create database inngest owner inngest;
SQL
