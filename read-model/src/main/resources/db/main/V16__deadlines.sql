-- What was answered with 503 must not be stored later. Each event is inserted by way of this function, which refuses
-- what comes after its deadline (in milliseconds since 1970, null for none), and tells the time of the insert.
create function journal.in_time(deadline bigint) returns bigint language plpgsql volatile as $$
declare
  seen timestamptz := clock_timestamp();
begin
  if seen > to_timestamp(deadline / 1000e0) then
    raise exception 'the deadline of the event has passed' using errcode = 'CB001';
  end if;
  return extract(epoch from seen) * 1000;
end $$;

-- Up to when all is settled: what had to be stored before then has been stored, or never will be. It reads the clock
-- before it looks: an insert that it does not see running read the clock later, or has ended.
create function journal.settled() returns timestamptz language plpgsql volatile as $$
declare
  seen timestamptz := clock_timestamp();
begin
  return least(seen, (select min(xact_start) from pg_stat_activity
    where datname = current_database() and application_name = 'corkboard-journal'));
end $$;
