-- Tweets are found by their words too, and titles apart from texts (docs/adr/0028-words-and-order.md). A view of tweets
-- that has nothing yet gets its new shape here; another is built again by the first node of this release before it
-- serves. Flyway has made the schema.
set local client_min_messages = warning;

do $$
begin
  lock table views.tweet in access exclusive mode;
  if not exists (select from views.tweet) then
    alter table views.tweet add column words text collate "C" not null, add column search tsvector
      generated always as (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) stored;
    create index tweet_search on views.tweet using gin (search) where not deleted;
    update projection.view_version set shape = 2 where view = 'tweets';
  end if;
end $$;

-- What is of an older shape has no words, and gets the index when it is built again.
do $$
declare
  made text;
begin
  for made in select table_name from information_schema.columns
    where table_schema = 'views' and table_name in ('post', 'sprint', 'task') and column_name = 'words'
  loop
    execute format('create index %I on views.%I using gin ((array_to_tsvector(array_remove(string_to_array('
      'split_part(words, ''  '', 1), '' ''), '''')))) where not deleted', made || '_title', made);
    execute format('analyze views.%I', made);
  end loop;
end $$;
