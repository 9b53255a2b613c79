-- Shape 1 of the view tasks: its tables, then what is indexed once they are full. Another shape gets the next number.

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
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null
);

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
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);

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
create index task_labels on {schema}.task using gin (labels) where not deleted;
create index task_search on {schema}.task using gin (search) where not deleted;
create index task_version_sprint on {schema}.task_version (sprint, "order", id, valid_from);
create index task_version_order on {schema}.task_version ("order", id, valid_from);
create index task_version_time on {schema}.task_version using brin (valid_from) with (autosummarize = on);
