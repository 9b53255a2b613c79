-- The words to be found by and the order of names are made by the service, the same in every database
-- (docs/adr/0028-words-and-order.md). What nothing has been shown in gets its new shape here; other views are built
-- again by the first node of this release before it serves.
-- Flyway has made the schema.
set local client_min_messages = warning;

do $$
declare
  shown record;
  filled boolean;
begin
  for shown in select * from (values ('posts', 'post'), ('post_versions', 'post_version'), ('sprints', 'sprint'),
      ('sprint_versions', 'sprint_version'), ('tasks', 'task'), ('task_versions', 'task_version')) names (view, made)
  loop
    execute format('lock table views.%I in access exclusive mode', shown.made);
    execute format('select exists (select from views.%I)', shown.made) into filled;
    if not filled then
      execute format('alter table views.%I drop column search, add column words text collate "C" not null, '
        'add column search tsvector generated always as '
        '(array_to_tsvector(array_remove(string_to_array(words, '' ''), ''''))) stored', shown.made);
      update projection.view_version set shape = 2 where view = shown.view;
    end if;
  end loop;
end $$;

do $$
declare
  searched record;
begin
  for searched in select * from (values ('posts', 'post', ' where not deleted'), ('post_versions', 'post_version', ''),
      ('sprints', 'sprint', ' where not deleted'), ('tasks', 'task', ' where not deleted')) names (view, made, which)
    join projection.view_version using (view) where shape = 2
  loop
    execute format('create index %I on views.%I using gin (search)%s', searched.made || '_search', searched.made,
      searched.which);
  end loop;
end $$;
