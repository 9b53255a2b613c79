-- Shape 1 of the view sprints: its tables, then what is indexed once they are full. Another shape gets the next number.

create table {schema}.sprint (
  id text collate "C" primary key,
  name text not null,
  name_key text collate "C" not null,
  description text not null,
  "start" date,
  "end" date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null
);

create table {schema}.sprint_version (
  id text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  description text not null,
  "start" date,
  "end" date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

create index sprint_end on {schema}.sprint ("end", id) where not deleted;
create index sprint_name on {schema}.sprint (name_key, id) where not deleted;
create index sprint_search on {schema}.sprint using gin (search) where not deleted;
create index sprint_version_end on {schema}.sprint_version ("end", id, valid_from);
