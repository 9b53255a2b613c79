-- Shape 4 of the view task_versions: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.task_version (
  id text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  description text not null,
  sprint text collate "C",
  status text collate "C" not null,
  "order" double precision not null,
  assigned text collate "C",
  started date,
  due date,
  completed date,
  remind_at timestamptz,
  labels text[] not null,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  number bigint not null,
  label_keys text[] collate "C" not null,
  estimate bigint,
  priority bigint not null,
  deleted_by text collate "C",
  deleted_at timestamptz,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

create index task_version_sprint on {schema}.task_version (sprint, "order", id, valid_from);
create index task_version_order on {schema}.task_version ("order", id, valid_from);
create index task_version_time on {schema}.task_version using brin (valid_from) with (autosummarize = on);
