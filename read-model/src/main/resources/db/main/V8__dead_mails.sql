-- What could not be mailed stays here with its message, so that it can be tried again; the broker's dead-letter queue
-- has a copy.

alter table reminder.delivery
  add column dead_at timestamptz,
  add column body    bytea;  -- of the dead alone; none of a message with a secret

alter table reminder.delivery drop constraint delivery_state_check;
alter table reminder.delivery add constraint delivery_state_check
  check (state in ('sending', 'retry', 'sent', 'expired', 'dead', 'discarded'));

update reminder.delivery d set dead_at = created_at,
  body = (select convert_to(o.payload, 'UTF8') from reminder.outbox o
          where o.message_id = d.message_id and o.kind <> 'password-reset')
where state = 'dead';

drop index reminder.delivery_dead;
create index delivery_dead on reminder.delivery (dead_at) where state = 'dead';
