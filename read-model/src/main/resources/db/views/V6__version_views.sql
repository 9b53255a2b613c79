-- What was shown is a view of its own, so that the lists of now are built again without it (docs/adr/0014-versions.md).
-- It goes on from where the view was that kept it until now, with the same events parked.
-- Flyway has made the schema.
set local client_min_messages = warning;

create temporary table parted (view text, versions text) on commit drop;
insert into parted values ('posts', 'post_versions'), ('sprints', 'sprint_versions'), ('tasks', 'task_versions');

insert into projection.view_version (view, version, shape) select versions, 1, 1 from parted on conflict do nothing;

insert into projection.pekko_projection_offset_store
  (projection_name, projection_key, current_offset, manifest, mergeable, last_updated)
select versions, projection_key, current_offset, manifest, mergeable, last_updated
from projection.pekko_projection_offset_store join parted on view = projection_name
on conflict do nothing;

insert into projection.dead_event (view, kind, id, revision, position, error, at)
select versions, kind, id, revision, position, error, at from projection.dead_event join parted using (view)
on conflict do nothing;
