-- What people ask about their reminders is answered along indexes.
create index decision_sent on reminder.decision (username, due_at desc, message_id) where outcome = 'sent';
create index task_reminders_of on reminder.task (assigned, remind_at) where remind_at is not null and not deleted;

-- Signs the links of mails that work without signing in; made when the first is. Without it all such links are void.
create table accounts.link_key (
  one boolean primary key default true check (one),
  secret bytea not null
);
