-- Shape 3 of the view tweets: its tables, then what is indexed once they are full. Another shape gets the next number.

create table {schema}.tweet (
  id text collate "C" primary key,
  text text not null,
  author text collate "C" not null,
  created_at timestamptz not null,
  revision bigint not null,
  deleted boolean not null,
  words text collate "C" not null,
  search tsvector generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored,
  deleted_by text collate "C",
  deleted_at timestamptz
);

create index tweet_newest on {schema}.tweet (created_at, id) where not deleted;
create index tweet_author on {schema}.tweet (author, created_at, id) where not deleted;
create index tweet_search on {schema}.tweet using gin (search) where not deleted;
create index tweet_deleted on {schema}.tweet (deleted_at, id) where deleted;
