-- Shape 3 of the view posts: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.post (
  id text collate "C" primary key,
  title text not null,
  content text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  deleted_by text collate "C",
  deleted_at timestamptz
);

create index post_newest on {schema}.post (created_at, id) where not deleted;
create index post_author on {schema}.post (author, created_at, id) where not deleted;
create index post_search on {schema}.post using gin (search) where not deleted;
create index post_title on {schema}.post using gin ((array_to_tsvector(array_remove(string_to_array(split_part(words, '  ', 1), ' '), '')))) where not deleted;
create index post_deleted on {schema}.post (deleted_at, id) where deleted;
