-- Which store this is, so that one that was restored is noticed (docs/adr/0026-store-identity.md).
create table journal.store (
  one boolean primary key default true check (one),
  -- Random, and the same for ever: views of another board are told by it.
  board text collate "C" not null,
  -- When it began and a random part: another one after each restore. It stands in every position that clients get.
  epoch text collate "C" not null,
  -- Whether positions without an epoch count, which a release before this one gave.
  plain_positions boolean not null,
  -- Where it was. Null where that cannot be asked.
  system_identifier text,
  timeline text,
  database_oid text not null,
  since timestamptz not null default now(),
  reason text not null,
  -- The transaction that wrote this row. In a copy by pg_dump or COPY another one did, which the row itself knows.
  written_by xid8 not null default pg_current_xact_id()
);

-- Throws if this is not the store that a node began with. A node asks on every connection that it opens, as one that
-- is open stays with the server that it was opened to, and now and then on one that is open. What is null is not asked.
create function journal.require_store(wanted text, system text, line text) returns void language plpgsql as $$
declare
  same boolean;
begin
  -- A connection to it would outlive its promotion.
  if pg_is_in_recovery() then
    raise exception 'this PostgreSQL is a standby' using errcode = '57CB0';
  end if;
  same := exists (select from journal.store where epoch = wanted and xmin = written_by::xid);
  if same and system is not null then
    same := (select system_identifier::text from pg_control_system()) = system;
  end if;
  if same and line is not null then
    same := left(pg_walfile_name(pg_current_wal_lsn()), 8) = line;
  end if;
  if not same then
    raise exception 'this is not the store that the node began with' using errcode = '57CB1';
  end if;
end $$;
