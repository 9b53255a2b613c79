-- What a page remembers for its user, as JSON; a table of its own, as whoever asks for an account seldom wants it.
create table accounts.preferences (
  account_id text collate "C" primary key references accounts.account on delete cascade,
  json text not null
);

-- Who may sign up though it is closed, one for each address. Only the SHA-256 of a token is here; the token itself is in
-- its mail.
create table accounts.invitation (
  id text collate "C" primary key,
  hash bytea not null unique,
  email text not null,
  is_admin boolean not null,
  invited_by text collate "C" not null,                      -- a username; it counts while that is an active administrator
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index invitation_email on accounts.invitation (lower(email));
create index invitation_expires on accounts.invitation (expires_at);
