-- Addresses are confirmed by a link before reminders go there (docs/adr/0024-confirmed-addresses.md).

-- Who had an account before had it in use: those addresses count as confirmed. The defaults are for rows that a node
-- of the release before writes meanwhile.
alter table accounts.account
  add column email_confirmed boolean not null default true,
  add column pending_email   text;                           -- a change that waits for its confirmation; nobody's yet
alter table accounts.account alter column email_confirmed set default false;

-- Addresses that were taken although no mail arrives exactly there, such as (x)bob@example.org.
update accounts.account set email_confirmed = false
where length(email) > 254
  or email !~ '^[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$'
  or email ~ '\.[0-9]+$' or email ~ '^[^@]{65}';

-- One for each account at most. Only the SHA-256 of a token is here; the token itself is in its mail.
create table accounts.email_confirmation (
  account_id text collate "C" primary key references accounts.account on delete cascade,
  hash bytea not null unique,
  email text not null,                                       -- the address that it confirms
  expires_at timestamptz not null
);
create index email_confirmation_expires on accounts.email_confirmation (expires_at);

-- Whether mail may go to the address; kept in step with the account.
alter table reminder.subscriber add column confirmed boolean not null default true;
alter table reminder.subscriber alter column confirmed set default false;
update reminder.subscriber s set confirmed = false
from accounts.account a where a.username = s.username and not a.email_confirmed;
