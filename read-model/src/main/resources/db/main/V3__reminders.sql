-- Reminders: what is due is found by an index on when; no timer for each task or person.

create schema if not exists reminder;

-- Who gets digests, and when the next one is due. Kept inside the accounts' own transactions.
create table reminder.subscriber (
  username     text        primary key,
  email        text        not null,
  time_zone    text        not null,
  digest_hour  int         not null check (digest_hour between 0 and 23),
  digest       boolean     not null,
  active       boolean     not null,
  since        timestamptz not null,  -- what was due before is nothing to remind of
  decided_date date,                  -- the last local date that was decided
  next_date    date        not null,  -- the next local date to decide
  next_at      timestamptz not null,  -- and when: digest_hour of that date in time_zone
  make_up_from date                   -- a change of zone skipped dates: these are made up, older ones are missed
) with (fillfactor = 80);

create index subscriber_due on reminder.subscriber (next_at) where active;

-- What a mail says of a task. Made from the journal alone, so it can be thrown away and rebuilt.
create table reminder.task (
  id             text        primary key,
  name           text        not null,
  assigned       text,
  due            date,
  status         text        not null,
  sprint         text,
  remind_at      timestamptz,
  remind_pending boolean     not null,  -- remind_at has not been decided yet
  deleted        boolean     not null,
  revision       bigint      not null
) with (fillfactor = 80);

create index task_remind on reminder.task (remind_at) where remind_pending;
create index task_open_due on reminder.task (assigned, due) where not deleted and status <> 'done' and due is not null;

-- One row for each reminder that was decided, whichever way; it keeps a rebuilt view from reminding again.
create table reminder.decision (
  message_id text        primary key,
  kind       text        not null,  -- digest, task
  username   text,                  -- null: nobody was assigned
  task       text,
  date       date,                  -- the person's local date
  due_at     timestamptz not null,
  decided_at timestamptz not null,
  outcome    text        not null   -- sent, nothing-due, digest-off, missed, not-assigned, task-done, task-deleted, inactive
);

create index decision_of on reminder.decision (username, due_at desc, message_id);

-- Messages for the broker, written with the decision; sent_at stands only after the broker's confirm.
create table reminder.outbox (
  message_id  text        primary key,
  kind        text        not null,
  exchange    text        not null,
  routing_key text        not null,
  payload     text,                             -- null: a secret that has done its work
  to_mailer   boolean     not null default false, -- a repeat for the mailer alone, not for other queues
  due_at      timestamptz not null,
  created_at  timestamptz not null default now(),
  leased_till timestamptz,                      -- somebody is publishing it
  sent_at     timestamptz,
  last_error  text
) with (fillfactor = 70);

create index outbox_unsent on reminder.outbox (due_at, message_id) where sent_at is null;
create index outbox_sent on reminder.outbox (sent_at) where sent_at is not null;

-- What became of each mail; the mailer's memory against repeats.
create table reminder.delivery (
  message_id   text        primary key,
  kind         text        not null,
  username     text        not null,
  state        text        not null check (state in ('sending', 'retry', 'sent', 'expired', 'dead')),
  attempts     int         not null,
  leased_till  timestamptz,
  last_error   text,
  created_at   timestamptz not null default now(),
  delivered_at timestamptz
) with (fillfactor = 70);

create index delivery_dead on reminder.delivery (created_at) where state = 'dead';
