-- Accounts, their sessions and what guards them (docs/adr/0005-accounts-are-tables.md, 0006-tokens.md).
create schema accounts;

-- Collation "C": names are ASCII, and a page's cursor compares as Java does.
create table accounts.account (
  id text collate "C" primary key,
  username text collate "C" not null,
  email text not null,
  first_name text not null,
  last_name text not null,
  time_zone text not null,
  digest_hour smallint not null check (digest_hour between 0 and 23),
  digest boolean not null,
  is_admin boolean not null,
  is_active boolean not null,
  password_hash text not null,
  created_at timestamptz not null
);
create unique index account_username on accounts.account (username);
create unique index account_email on accounts.account (lower(email));

create table accounts.session (
  id text collate "C" primary key,
  account_id text collate "C" not null references accounts.account on delete cascade,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ip text not null,
  user_agent text not null,
  revoked_at timestamptz
);
create index session_account on accounts.session (account_id, id);
create index session_last_used on accounts.session (last_used_at);

-- Only the SHA-256 of a token is here. Its successor is HMAC(token, successor_nonce): nothing at rest opens a session.
create table accounts.refresh_token (
  hash bytea primary key,
  session_id text collate "C" not null references accounts.session on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz,
  successor_nonce bytea,
  check ((used_at is null) = (successor_nonce is null))
);
create index refresh_token_session on accounts.refresh_token (session_id);

-- The keys that sign access tokens: the one with the latest signs_from that has come signs, all of them verify.
create table accounts.signing_key (
  kid text collate "C" primary key,
  pkcs8 bytea not null,
  signs_from timestamptz not null
);

-- Wrong passwords by account and address. The pair is a hash: people type passwords into the field for the name.
create table accounts.wrong_password (
  pair bytea primary key,
  attempts timestamptz[] not null,
  last_at timestamptz not null
);
create index wrong_password_last on accounts.wrong_password (last_at);
