-- Every order of tasks is read along an index, without dates last: upwards along it, and downwards in two parts.
-- Flyway has made the schema.
set local client_min_messages = warning;

create index task_started on views.task (coalesce(started, 'infinity'::date), id) where not deleted;
create index task_completed on views.task (coalesce(completed, 'infinity'::date), id) where not deleted;
