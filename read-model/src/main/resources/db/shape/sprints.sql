-- Shape 4 of the view sprints: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.sprint (
  id text collate "C" primary key,
  name text not null,
  name_key text collate "C" not null,
  description text not null,
  "start" date,
  "end" date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  wip_todo bigint,
  wip_in_progress bigint,
  wip_testing bigint,
  wip_done bigint,
  deleted_by text collate "C",
  deleted_at timestamptz
);

create index sprint_end on {schema}.sprint ("end", id) where not deleted;
create index sprint_name on {schema}.sprint (name_key, id) where not deleted;
create index sprint_search on {schema}.sprint using gin (search) where not deleted;
create index sprint_title on {schema}.sprint using gin ((array_to_tsvector(array_remove(string_to_array(split_part(words, '  ', 1), ' '), '')))) where not deleted;
create index sprint_deleted on {schema}.sprint (deleted_at, id) where deleted;
