-- How many creations under a key may still be under way; only the last of them, when it is refused, frees the key.
alter table journal.idempotency_key add column attempts integer not null default 1;
