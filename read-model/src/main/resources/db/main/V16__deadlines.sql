create function journal.refuse_late() returns bigint language plpgsql volatile as $$
begin
  raise exception 'the deadline of the event has passed' using errcode = 'CB001';
end $$;

-- What was answered with 503 must not be stored later. Each event is inserted by way of this function, which refuses
-- what comes after its deadline (in milliseconds since 1970, null for none), and tells the time of the insert. In SQL,
-- as the planner then puts its body into the insert: called as a function it cost a lone insert a tenth more.
create function journal.in_time(deadline bigint) returns bigint language sql volatile as $$
  select case when clock_timestamp() > to_timestamp(deadline::float8 / 1000) then journal.refuse_late()
    else (date_part('epoch', clock_timestamp()) * 1000)::bigint end
$$;

-- Up to when all is settled: what had to be stored before then has been stored, or never will be. It reads the clock
-- before it looks: an insert that it does not see running read the clock later, or has ended.
create function journal.settled() returns timestamptz language plpgsql volatile as $$
declare
  seen timestamptz := clock_timestamp();
begin
  return least(seen, (select min(xact_start) from pg_stat_activity
    where datname = current_database() and application_name = 'corkboard-journal'));
end $$;
