-- Tasks have numbers, estimates and priorities, and what their labels are sorted by; sprints have limits of their
-- columns. What nothing has been shown in gets its new shape here; other views are built again by the first node of
-- this release before it serves.
-- Flyway has made the schema.
set local client_min_messages = warning;

do $$
declare
  shown record;
  filled boolean;
  of_tasks constant text := 'add column number bigint not null, add column label_keys text[] collate "C" not null, '
    'add column estimate bigint, add column priority bigint not null';
  of_sprints constant text := 'add column wip_todo bigint, add column wip_in_progress bigint, '
    'add column wip_testing bigint, add column wip_done bigint';
begin
  for shown in select * from (values ('sprints', 'sprint', of_sprints), ('sprint_versions', 'sprint_version', of_sprints),
      ('tasks', 'task', of_tasks), ('task_versions', 'task_version', of_tasks)) names (view, made, columns)
    join projection.view_version using (view) where shape = 2
  loop
    execute format('lock table views.%I in access exclusive mode', shown.made);
    execute format('select exists (select from views.%I)', shown.made) into filled;
    if not filled then
      execute format('alter table views.%I ', shown.made) || shown.columns;
      update projection.view_version set shape = 3 where view = shown.view;
    end if;
  end loop;
  if exists (select from projection.view_version where view = 'tasks' and shape = 3) then
    create index task_created_by on views.task (created_by, "order", id) where not deleted;
    create index task_number on views.task (number, id) where not deleted;
    create index task_estimate on views.task (coalesce(estimate, 9223372036854775807), id) where not deleted;
    create index task_priority on views.task (priority, id) where not deleted;
  end if;
end $$;
