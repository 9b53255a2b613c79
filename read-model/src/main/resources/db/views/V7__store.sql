-- Of which store these are the views (docs/adr/0026-store-identity.md). Flyway has made the schema.
create table views.store (
  one boolean primary key default true check (one),
  board text collate "C" not null,
  epoch text collate "C" not null,
  written_by xid8 not null default pg_current_xact_id()
);

-- The same as in the main database, for views that are in another one.
create function views.require_store(wanted text, system text, line text) returns void language plpgsql as $$
declare
  same boolean;
begin
  if pg_is_in_recovery() then
    raise exception 'this PostgreSQL is a standby' using errcode = '57CB0';
  end if;
  same := exists (select from views.store where epoch = wanted and xmin = written_by::xid);
  if same and system is not null then
    same := (select system_identifier::text from pg_control_system()) = system;
  end if;
  if same and line is not null then
    same := left(pg_walfile_name(pg_current_wal_lsn()), 8) = line;
  end if;
  if not same then
    raise exception 'these are not the views that the node began with' using errcode = '57CB1';
  end if;
end $$;
