-- How many reminders of tasks somebody was sent today, and which were too late, is asked along an index.
create index decision_of_tasks on reminder.decision (username, outcome, decided_at) where kind = 'task';

-- What is forgotten after a year is found along these.
create index decision_decided on reminder.decision (decided_at);
create index delivery_created on reminder.delivery (created_at);

comment on column reminder.decision.outcome is
  'sent, nothing-due, digest-off, missed, not-assigned, task-done, task-deleted, inactive, email-unconfirmed, too-many';
