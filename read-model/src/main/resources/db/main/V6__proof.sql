-- What watches over the views (docs/adr/0017-proof.md).
-- Ids are compared byte by byte everywhere, so that tables can be gone through in the journal's own order.
alter table reminder.task alter column id type text collate "C";

-- When each view was last compared with the journal, row by row, and how much was wrong.
create table projection.view_check (
  view text collate "C" primary key,
  checked_at timestamptz not null,
  events bigint not null,
  faults bigint not null
);

-- Where the command line asks a running node to try the parked events of a view again, and what came of it.
create table projection.retry (
  view text collate "C" primary key,
  asked_at timestamptz not null,
  taken_at timestamptz,
  done_at timestamptz,
  applied bigint,
  parked bigint
);
