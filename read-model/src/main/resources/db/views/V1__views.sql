-- What is shown. Every row can be made again from the journal. A row keeps the revision of its last event; a deleted
-- one stays, so that a reader can tell that the deletion has arrived. Ids, names of users and keys of order are compared
-- byte by byte (collate "C"), so that no index depends on a version of the system's locales.
-- Flyway has made the schema.
set local client_min_messages = warning;

create table views.post (
  id text collate "C" primary key,
  title text not null,
  content text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector not null,
  revision bigint not null,
  deleted boolean not null
);
create index post_newest on views.post (created_at, id) where not deleted;
create index post_author on views.post (author, created_at, id) where not deleted;
create index post_search on views.post using gin (search) where not deleted;

create table views.tweet (
  id text collate "C" primary key,
  text text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null
);
create index tweet_newest on views.tweet (created_at, id) where not deleted;
create index tweet_author on views.tweet (author, created_at, id) where not deleted;

create table views.sprint (
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
create index sprint_end on views.sprint ("end", id) where not deleted;
create index sprint_name on views.sprint (name_key, id) where not deleted;
create index sprint_search on views.sprint using gin (search) where not deleted;

create table views.task (
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
create index task_order on views.task ("order", id) where not deleted;
create index task_column on views.task (sprint, status, "order", id) where not deleted;
create index task_assigned on views.task (assigned, "order", id) where not deleted;
-- By the very expression that lists are sorted by: tasks without a date come last.
create index task_due on views.task (coalesce(due, 'infinity'::date), id) where not deleted;
create index task_created on views.task (created_at, id) where not deleted;
create index task_updated on views.task (updated_at, id) where not deleted;
create index task_name on views.task (name_key, id) where not deleted;
create index task_labels on views.task using gin (labels) where not deleted;
create index task_search on views.task using gin (search) where not deleted;

-- How far each projection into this database has read.
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
