-- Tokens that were used long ago are cleaned every hour; a session in use has one every ten minutes.
create index refresh_token_used on accounts.refresh_token (used_at) where used_at is not null;
