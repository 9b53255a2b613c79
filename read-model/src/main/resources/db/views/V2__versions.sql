-- What was shown: each revision of each post, sprint and task from an instant on, until the next revision of the same.
-- Rows are added and never changed. valid_from is the event's instant, but never before that of the revision before.
-- Flyway has made the schema.
set local client_min_messages = warning;

create table views.post_version (
  id text collate "C" not null,
  title text not null,
  content text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null,
  valid_from timestamptz not null,
  primary key (id, revision) include (valid_from)
) with (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500);
create index post_version_newest on views.post_version (created_at, id, valid_from);
create index post_version_search on views.post_version using gin (search);

create table views.sprint_version (
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
create index sprint_version_end on views.sprint_version ("end", id, valid_from);

create table views.task_version (
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
-- In the order of lists; that a version is too new is seen in the index.
create index task_version_sprint on views.task_version (sprint, "order", id, valid_from);
create index task_version_order on views.task_version ("order", id, valid_from);
-- For the early days of a board, of which the indexes above have little; it costs next to nothing.
create index task_version_time on views.task_version using brin (valid_from) with (autosummarize = on);

-- The versions come from the first event on, so the views are made again from there.
truncate views.post, views.sprint, views.task;
delete from projection.pekko_projection_offset_store where projection_name in ('posts', 'sprints', 'tasks');
delete from projection.dead_event where view in ('posts', 'sprints', 'tasks');
