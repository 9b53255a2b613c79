-- Rows tell who deleted what is shown no more, and when: the bin is listed by it. What nothing has been shown in gets its
-- new shape here; other views are built again by the first node of this release before it serves.
-- Flyway has made the schema.
set local client_min_messages = warning;

do $$
declare
  shown record;
  filled boolean;
begin
  for shown in select * from (values ('posts', 'post', 3), ('post_versions', 'post_version', 3), ('tweets', 'tweet', 3),
      ('sprints', 'sprint', 4), ('sprint_versions', 'sprint_version', 4), ('tasks', 'task', 4),
      ('task_versions', 'task_version', 4)) names (view, made, next)
  loop
    execute format('lock table views.%I in access exclusive mode', shown.made);
    execute format('select exists (select from views.%I)', shown.made) into filled;
    continue when filled;
    execute format('alter table views.%I add column deleted_by text collate "C", add column deleted_at timestamptz',
      shown.made);
    if shown.made not like '%version' then
      execute format('create index %I on views.%I (deleted_at, id) where deleted', shown.made || '_deleted', shown.made);
    end if;
    update projection.view_version set shape = shown.next where view = shown.view;
  end loop;
end $$;
