-- Shape 4 of the view sprint_versions: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.sprint_version (
  id text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  description text not null,
  "start" date,
  "end" date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  wip_todo bigint,
  wip_in_progress bigint,
  wip_testing bigint,
  wip_done bigint,
  deleted_by text collate "C",
  deleted_at timestamptz,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

create index sprint_version_end on {schema}.sprint_version ("end", id, valid_from);
