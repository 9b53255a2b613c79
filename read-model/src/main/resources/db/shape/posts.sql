-- Shape 1 of the view posts: its tables, then what is indexed once they are full. Another shape gets the next number.

create table {schema}.post (
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

create table {schema}.post_version (
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

create index post_newest on {schema}.post (created_at, id) where not deleted;
create index post_author on {schema}.post (author, created_at, id) where not deleted;
create index post_search on {schema}.post using gin (search) where not deleted;
create index post_version_newest on {schema}.post_version (created_at, id, valid_from);
create index post_version_search on {schema}.post_version using gin (search);
