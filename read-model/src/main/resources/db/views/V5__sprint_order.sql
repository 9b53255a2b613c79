-- The tasks of a sprint in the order of the board, without reading all of them for a page.
-- Flyway has made the schema.
set local client_min_messages = warning;

create index task_sprint on views.task (sprint, "order", id) where not deleted and sprint is not null;
