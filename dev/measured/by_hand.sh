#!/bin/sh
# What squashing by hand cannot do without: a new cluster, `alembic upgrade head` from empty, one
# pg_dump, one load. Nothing is flushed to disk.
# Usage: by_hand.sh POSTGRES_BINARIES FOLDER PYTHON PROJECT [WORDS THAT SWITCH TO ANOTHER USER...]
set -eu

binaries=$1 folder=$2 python=$3 project=$4
shift 4

serve() {
  "$@" "$binaries/initdb" --no-sync --auth=trust --username=postgres --pgdata="$folder/data"
  for setting in listen_addresses= unix_socket_directories="$folder" fsync=off full_page_writes=off \
    synchronous_commit=off; do
    echo "$setting" | sed "s/=\(.*\)/='\1'/"
  done | "$@" tee -a "$folder/data/postgresql.conf"
  "$@" "$binaries/pg_ctl" start --wait --pgdata="$folder/data" --log="$folder/log"
}

serve "$@"
trap '"$@" "$binaries/pg_ctl" stop --mode=immediate --pgdata="$folder/data"' EXIT
trap 'exit 143' INT TERM
export PGHOST="$folder" PGUSER=postgres
"$binaries/psql" --dbname=postgres --command='CREATE DATABASE app' --command='CREATE DATABASE loaded'
cd "$project"
APP_DATABASE_URL="postgresql+psycopg2://postgres@/app?host=$folder" "$python" -m alembic upgrade head
"$binaries/pg_dump" --dbname=app --file="$folder/app.sql"
"$binaries/psql" --dbname=loaded --set=ON_ERROR_STOP=1 --file="$folder/app.sql"
