-- A wandering clock must not make a partition of every month of a century: months are made up to a year ahead, and what lies farther in the
-- future shares a partition a year. A year that comes near is split into its months by its first reading, so that each can be forgotten.

CREATE FUNCTION make_readings_month(month timestamp) RETURNS void LANGUAGE plpgsql SET search_path = monitoring, pg_temp AS $$
DECLARE
  beijing CONSTANT interval := interval '8 hours';
  name    text := 'readings_' || to_char(month, 'YYYY_MM');
BEGIN
  -- Attached, not made in place: that would lock readers of every month out.
  EXECUTE format('CREATE TABLE %I (LIKE readings INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE readings ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name,
    extract(epoch FROM month - beijing)::bigint * 1000, extract(epoch FROM month + interval '1 month' - beijing)::bigint * 1000);
END
$$;

REVOKE ALL ON FUNCTION make_readings_month(timestamp) FROM PUBLIC;

CREATE OR REPLACE FUNCTION ensure_readings_month(at_ms bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = monitoring, pg_temp AS $$
DECLARE
  beijing   CONSTANT interval := interval '8 hours';
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
  is_near := month <= (now() AT TIME ZONE 'UTC') + beijing + interval '1 year';
  name := 'readings_' || to_char(month, 'YYYY_MM');
  year_name := 'readings_' || to_char(year, 'YYYY');
  IF to_regclass('monitoring.' || name) IS NOT NULL OR (NOT is_near AND to_regclass('monitoring.' || year_name) IS NOT NULL) THEN
    RETURN;
  END IF;

  -- Another process may be making it now.
  PERFORM pg_advisory_xact_lock(hashtextextended('monitoring partitions', 0));
  IF to_regclass('monitoring.' || name) IS NOT NULL THEN
    RETURN;
  END IF;

  IF to_regclass('monitoring.' || year_name) IS NOT NULL THEN
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
