-- What is limited by the hour or the day: sign-ups of a network, mails that confirm addresses. The columns are those of
-- accounts.wrong_password; the subject is a hash.
create table accounts.limited_request (
  subject bytea primary key,
  attempts timestamptz[] not null,
  last_at timestamptz not null
);
create index limited_request_last on accounts.limited_request (last_at);
