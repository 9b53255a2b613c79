-- Ways back into accounts. Only the SHA-256 of a token is here; the token itself is in its mail.
create table accounts.password_reset (
  hash bytea primary key,
  account_id text collate "C" not null references accounts.account on delete cascade,
  expires_at timestamptz not null
);
create index password_reset_account on accounts.password_reset (account_id);
create index password_reset_expires on accounts.password_reset (expires_at);

-- How often a mail was asked for, by the hash of its address, whether there is such an account or not.
create table accounts.reset_request (
  subject bytea primary key,
  attempts timestamptz[] not null,
  last_at timestamptz not null
);
create index reset_request_last on accounts.reset_request (last_at);

-- Both tables count attempts, in the same columns.
alter table accounts.wrong_password rename column pair to subject;
