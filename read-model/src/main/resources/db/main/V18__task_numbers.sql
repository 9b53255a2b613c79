-- Each task has a number, given at its creation and never again (docs/adr/0030-task-numbers.md). Nodes take numbers from
-- the sequence and write them into the event. Events from before, of a node of the release before or of an older
-- export are completed here: it is the only thing that ever changes what is stored of an event.
-- Flyway has made the schema.
set local client_min_messages = warning;

create sequence journal.task_number;

-- The number that the payload of a creation says; null for none. It stands in front, before all that people typed.
create function journal.number_in(payload bytea) returns bigint language sql immutable as $$
  select substring(convert_from(substring(payload from 1 for 100), 'LATIN1') from '"number":(\d+)')::bigint
$$;

create function journal.with_number(payload bytea, number bigint) returns bytea language sql immutable as $$
  select convert_to('{"number":' || number || ',', 'UTF8') || substring(payload from 2)
$$;

create function journal.number_creation() returns trigger language plpgsql as $$
begin
  new.event_payload := journal.with_number(new.event_payload, nextval('journal.task_number'));
  return new;
end $$;

create trigger number_creation before insert on journal.event_journal for each row
  when (new.event_ser_manifest = 'task-created'
    and position('"number":'::bytea in substring(new.event_payload from 1 for 100)) = 0)
  execute function journal.number_creation();

-- The next number will be greater than all in the journal, wherever that came from.
create function journal.settle_task_numbers() returns void language plpgsql as $$
declare
  greatest_number bigint := (select max(journal.number_in(event_payload)) from journal.event_journal
    where kind = 'task' and event_ser_manifest = 'task-created');
begin
  if greatest_number >= (select last_value from journal.task_number) then
    perform setval('journal.task_number', greatest_number);
  end if;
end $$;

-- In the order in which they were stored.
update journal.event_journal e set event_payload = journal.with_number(event_payload, number)
from (select persistence_id, sequence_number, row_number() over (order by xid, ordering) as number
  from journal.event_journal where kind = 'task' and event_ser_manifest = 'task-created') numbered
where e.persistence_id = numbered.persistence_id and e.sequence_number = numbered.sequence_number;

do $$
begin
  perform journal.settle_task_numbers();
end $$;
