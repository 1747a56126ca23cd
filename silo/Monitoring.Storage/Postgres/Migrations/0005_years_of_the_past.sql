-- Whether there is a partition, to be asked by who holds the lock of partitions. Names are looked up in a cache that hears of other sessions only when a
-- table is opened, and waiting for an advisory lock opens none: two owners that met a new month at once both made it, and one failed.
CREATE FUNCTION has_readings_partition(name text) RETURNS boolean LANGUAGE sql VOLATILE SET search_path = monitoring, pg_temp AS
  $$ SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'monitoring'::regnamespace AND relname = name) $$;

REVOKE ALL ON FUNCTION has_readings_partition(text) FROM PUBLIC;

-- Clocks that wandered into the past, and history that is brought in, made a partition of every month since 2000. A month has one of its own from two
-- calendar years ago to a year ahead; what lies farther off, on either side, shares a partition a year. A year of the past never comes near again; one of
-- the future is split when it does.
CREATE OR REPLACE FUNCTION ensure_readings_month(at_ms bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = monitoring, pg_temp AS $$
DECLARE
  beijing   CONSTANT interval := interval '8 hours';
  today     CONSTANT timestamp := (now() AT TIME ZONE 'UTC') + beijing;
  month     timestamp;
  year      timestamp;
  is_near   boolean;
  name      text;
  year_name text;
BEGIN
  IF at_ms < 946656000000 OR at_ms >= 4102416000000 THEN
    RETURN;
  END IF;

  month := date_trunc('month', timestamp '1970-01-01' + at_ms * interval '1 millisecond' + beijing);
  year := date_trunc('year', month);
  is_near := year >= date_trunc('year', today) - interval '2 years' AND month <= today + interval '1 year';
  name := 'readings_' || to_char(month, 'YYYY_MM');
  year_name := 'readings_' || to_char(year, 'YYYY');
  IF to_regclass('monitoring.' || name) IS NOT NULL OR (NOT is_near AND to_regclass('monitoring.' || year_name) IS NOT NULL) THEN
    RETURN;
  END IF;

  -- Another process may be making it now.
  PERFORM pg_advisory_xact_lock(hashtextextended('monitoring partitions', 0));
  IF has_readings_partition(name) THEN
    RETURN;
  END IF;

  IF has_readings_partition(year_name) THEN
    IF is_near THEN
      EXECUTE format('ALTER TABLE readings DETACH PARTITION %I', year_name);
      -- All twelve: another process remembers that there is a place for each.
      PERFORM make_readings_month(m) FROM generate_series(year, year + interval '11 months', interval '1 month') AS m;
      EXECUTE format('INSERT INTO readings SELECT * FROM %I', year_name);
      EXECUTE format('DROP TABLE %I', year_name);
    END IF;
  ELSIF is_near OR EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'monitoring'::regnamespace AND relname ~ ('^' || year_name || '_\d\d$')) THEN
    PERFORM make_readings_month(month);
  ELSE
    EXECUTE format('CREATE TABLE %I (LIKE readings INCLUDING ALL)', year_name);
    EXECUTE format('ALTER TABLE readings ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', year_name,
      extract(epoch FROM year - beijing)::bigint * 1000, extract(epoch FROM year + interval '1 year' - beijing)::bigint * 1000);
  END IF;
END
$$;

-- As before where the month has a partition of its own. One that shares its partition is deleted row by row, and a year that is empty then is dropped.
CREATE OR REPLACE FUNCTION replace_readings_month(month_ms bigint, stations bigint[], froms bigint[], tos bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = monitoring, pg_temp AS $$
DECLARE
  beijing CONSTANT interval := interval '8 hours';
  month   timestamp := timestamp '1970-01-01' + month_ms * interval '1 millisecond' + beijing;
  end_ms  bigint := extract(epoch FROM month + interval '1 month' - beijing)::bigint * 1000;
  name    text := 'readings_' || to_char(month, 'YYYY_MM');
  shared  text := CASE WHEN month < timestamp '2000-01-01' THEN 'readings_before_2000' ELSE 'readings_' || to_char(month, 'YYYY') END;
  before  bigint;
  after   bigint := 0;
BEGIN
  IF month <> date_trunc('month', month) OR end_ms > extract(epoch FROM now() - interval '31 days') * 1000 THEN
    RAISE EXCEPTION 'readings of % are too young to be thrown away', to_char(month, 'YYYY-MM') USING ERRCODE = 'insufficient_privilege';
  END IF;

  PERFORM pg_advisory_xact_lock(hashtextextended('monitoring partitions', 0));
  IF NOT has_readings_partition(name) THEN
    IF NOT has_readings_partition(shared) THEN
      RETURN 0;
    END IF;

    EXECUTE format('DELETE FROM %I r WHERE r.start >= $1 AND r.start < $2 AND NOT EXISTS (
      SELECT 1 FROM unnest($3, $4, $5) AS k (station, first, past) WHERE k.station = r.station AND r.start >= k.first AND r.start < k.past)', shared)
      USING month_ms, end_ms, stations, froms, tos;
    GET DIAGNOSTICS before = ROW_COUNT;
    EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM %I LIMIT 1) AS any_row', shared) INTO after;
    IF after = 0 AND shared <> 'readings_before_2000' THEN
      EXECUTE format('DROP TABLE %I', shared);
    END IF;

    RETURN before;
  END IF;

  EXECUTE format('SELECT count(*) FROM %I', name) INTO before;
  EXECUTE format('ALTER TABLE readings DETACH PARTITION %I', name);
  EXECUTE format('ALTER TABLE %I RENAME TO readings_gone', name);
  IF cardinality(stations) > 0 THEN
    EXECUTE format('CREATE TABLE %I (LIKE readings INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('INSERT INTO %I SELECT r.* FROM unnest($1, $2, $3) AS k (station, first, past)
      JOIN readings_gone r ON r.station = k.station AND r.start >= k.first AND r.start < k.past', name) USING stations, froms, tos;
    GET DIAGNOSTICS after = ROW_COUNT;
  END IF;

  DROP TABLE readings_gone;
  IF after > 0 THEN
    EXECUTE format('ALTER TABLE readings ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name, month_ms, end_ms);
  ELSE
    EXECUTE format('DROP TABLE IF EXISTS %I', name);
  END IF;

  RETURN before - after;
END
$$;
