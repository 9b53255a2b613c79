-- What people ask about their reminders is answered along indexes.
create index decision_sent on reminder.decision (username, due_at desc, message_id) where outcome = 'sent';
create index task_reminders_of on reminder.task (assigned, remind_at) where remind_at is not null and not deleted;
