#!/bin/sh
# Backups of Corkboard's database, and how they are restored; docs/operations.md, "Backups", says when to take which.
#
#   backup.sh dump FILE                      everything in one file, while the board runs
#   backup.sh restore FILE                   that file into an empty database
#   backup.sh base FOLDER                    a copy of the whole PostgreSQL cluster, to replay archived WAL on
#   backup.sh recover FOLDER DATA ARCHIVE [TIME]
#                                            makes the data folder DATA of it, to be started: with all of the WAL
#                                            in ARCHIVE, or what was committed up to TIME (2026-11-21 10:00:00+00)
#
# The programs find the server by PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. `base` needs a user who may
# replicate, and a server with wal_level = replica, archive_mode = on and, say,
#   archive_command = 'test ! -f /backup/wal/%f && cp %p /backup/wal/%f.part && mv /backup/wal/%f.part /backup/wal/%f'
# Stop all nodes before a restore, and start them after it. The first one notices, repairs what has to be, and says so.
set -eu

usage() {
  sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

fail() {
  echo "backup.sh: $1" >&2
  exit 1
}

# A file that is not whole never has the name of one that is.
dump() {
  [ ! -e "$1" ] || fail "$1 is there already."
  pg_dump --format=custom --no-owner --file="$1.part"
  mv "$1.part" "$1"
}

restore() {
  [ -f "$1" ] || fail "There is no file $1."
  there=$(psql --no-psqlrc --tuples-only --no-align --command="select count(*) from pg_namespace
    where nspname in ('journal', 'accounts', 'reminder', 'projection', 'views')")
  [ "$there" = 0 ] || fail "The database is not empty; restore into a new one (createdb)."
  pg_restore --no-owner --exit-on-error --single-transaction --dbname="${PGDATABASE:?}" "$1"
}

base() {
  pg_basebackup --pgdata="$1" --wal-method=stream --checkpoint=fast
}

recover() {
  [ -f "$1/backup_label" ] || fail "$1 is no base backup."
  [ ! -e "$2" ] || fail "$2 is there already."
  cp -Rp "$1" "$2"
  chmod 700 "$2"
  # The later of two lines counts, so that what the old server was told does no harm.
  {
    echo "restore_command = 'cp \"$3/%f\" \"%p\"'"
    echo "recovery_target_timeline = 'latest'"
    echo "recovery_target_action = 'promote'"
    if [ -n "${4:-}" ]; then echo "recovery_target_time = '$4'"; fi
  } >>"$2/postgresql.auto.conf"
  : >"$2/recovery.signal"
  echo "Start it with: pg_ctl -D $2 start"
}

case "${1:-} $#" in
  "dump 2") dump "$2" ;;
  "restore 2") restore "$2" ;;
  "base 2") base "$2" ;;
  "recover 4" | "recover 5") recover "$2" "$3" "$4" "${5:-}" ;;
  *) usage ;;
esac
