-- Shape 4 of the view tasks: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.task (
  id text collate "C" primary key,
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
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  number bigint not null,
  label_keys text[] collate "C" not null,
  estimate bigint,
  priority bigint not null,
  deleted_by text collate "C",
  deleted_at timestamptz
);

create index task_order on {schema}.task ("order", id) where not deleted;
create index task_column on {schema}.task (sprint, status, "order", id) where not deleted;
create index task_sprint on {schema}.task (sprint, "order", id) where not deleted and sprint is not null;
create index task_assigned on {schema}.task (assigned, "order", id) where not deleted;
create index task_due on {schema}.task (coalesce(due, 'infinity'::date), id) where not deleted;
create index task_started on {schema}.task (coalesce(started, 'infinity'::date), id) where not deleted;
create index task_completed on {schema}.task (coalesce(completed, 'infinity'::date), id) where not deleted;
create index task_created on {schema}.task (created_at, id) where not deleted;
create index task_updated on {schema}.task (updated_at, id) where not deleted;
create index task_name on {schema}.task (name_key, id) where not deleted;
create index task_created_by on {schema}.task (created_by, "order", id) where not deleted;
create index task_number on {schema}.task (number, id) where not deleted;
create index task_estimate on {schema}.task (coalesce(estimate, 9223372036854775807), id) where not deleted;
create index task_priority on {schema}.task (priority, id) where not deleted;
create index task_labels on {schema}.task using gin (labels) where not deleted;
create index task_search on {schema}.task using gin (search) where not deleted;
create index task_title on {schema}.task using gin ((array_to_tsvector(array_remove(string_to_array(split_part(words, '  ', 1), ' '), '')))) where not deleted;
create index task_deleted on {schema}.task (deleted_at, id) where deleted;
