-- The journal, with the columns of pekko-persistence-jdbc 1.1.1 and two of ours. There is no event_tag: tags make the
-- plugin write row by row. There is no index on ordering either: nothing of ours looks an event up by it alone. Flyway has made the schema.
set local client_min_messages = warning;

create table journal.event_journal (
  ordering bigserial,
  persistence_id varchar(255) collate "C" not null,
  sequence_number bigint not null,
  deleted boolean default false not null,
  writer varchar(255) not null,
  write_timestamp bigint,
  adapter_manifest varchar(255),
  event_ser_id integer not null,
  event_ser_manifest varchar(255) not null,
  event_payload bytea not null,
  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,
  -- 'task' of 'task|0192…': what a view reads.
  kind text collate "C" not null generated always as (split_part(persistence_id, '|', 1)) stored,
  -- The transaction that wrote the row: readers go by it, in commit order (ADR 2).
  xid xid8 not null default pg_current_xact_id(),
  primary key (persistence_id, sequence_number)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

create index event_journal_reading on journal.event_journal (kind, xid, ordering);

create table journal.snapshot (
  persistence_id varchar(255) collate "C" not null,
  sequence_number bigint not null,
  created bigint not null,
  snapshot_ser_id integer not null,
  snapshot_ser_manifest varchar(255) not null,
  snapshot_payload bytea not null,
  meta_ser_id integer,
  meta_ser_manifest varchar(255),
  meta_payload bytea,
  primary key (persistence_id, sequence_number)
);

-- Which resource the first request with an Idempotency-Key made, for ever.
create table journal.idempotency_key (
  username text collate "C" not null,
  path text collate "C" not null,
  key text collate "C" not null,
  resource_id text collate "C" not null,
  body_digest bytea not null,
  created_at timestamptz not null default now(),
  primary key (username, path, key)
);

-- How far each projection into this database has read. The views bring the same, as they may be in another one.
create schema if not exists projection;

create table if not exists projection.pekko_projection_offset_store (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  current_offset varchar(255) not null,
  manifest varchar(32) not null,
  mergeable boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

create table if not exists projection.pekko_projection_management (
  projection_name varchar(255) not null,
  projection_key varchar(255) not null,
  paused boolean not null,
  last_updated bigint not null,
  primary key (projection_name, projection_key)
);

-- Events that a view could not take, and all later ones of the same entity.
create table if not exists projection.dead_event (
  view text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  revision bigint not null,
  position text collate "C" not null,
  error text not null,
  at timestamptz not null default now(),
  primary key (view, kind, id, revision)
);
