-- Shape 1 of the view reminders: its table, then what is indexed once it is full. Another shape gets the next number.

create table {schema}.task (
  id             text collate "C" primary key,
  name           text        not null,
  assigned       text,
  due            date,
  status         text        not null,
  sprint         text,
  remind_at      timestamptz,
  remind_pending boolean     not null,
  deleted        boolean     not null,
  revision       bigint      not null
) with (fillfactor = 80);

create index task_remind on {schema}.task (remind_at) where remind_pending;
create index task_open_due on {schema}.task (assigned, due) where not deleted and status <> 'done' and due is not null;
create index task_reminders_of on {schema}.task (assigned, remind_at) where remind_at is not null and not deleted;
