-- Shape 3 of the view post_versions: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.post_version (
  id text collate "C" not null,
  title text not null,
  content text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  deleted_by text collate "C",
  deleted_at timestamptz,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

create index post_version_newest on {schema}.post_version (created_at, id, valid_from);
create index post_version_search on {schema}.post_version using gin (search);
