-- Views that are built again beside the ones that serve (docs/adr/0015-rebuild.md).
-- Flyway has made the schema.
set local client_min_messages = warning;

-- Which build of a view serves, and of which shape its tables are. Its tables of before are kept for a while in a
-- schema of their own, and nobody writes them.
create table if not exists projection.view_version (
  view text collate "C" primary key,
  version int not null,
  shape int not null,
  swapped_at timestamptz,
  old_until timestamptz
);

-- How the newest build of a view goes, or how it ended. It is alive while seen_at is young.
create table if not exists projection.rebuild (
  view text collate "C" primary key,
  step text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  done bigint not null,
  total bigint not null,
  differences text,
  error text
);

insert into projection.view_version (view, version, shape)
values ('posts', 1, 1), ('tweets', 1, 1), ('sprints', 1, 1), ('tasks', 1, 1)
on conflict do nothing;
