-- What the cluster keeps in PostgreSQL: which silos there are, and the reminders. The library reads and writes through the statements in
-- orleansquery alone; names of statements, parameters and result columns are its contract, the tables are ours.

CREATE SCHEMA IF NOT EXISTS orleans;
SET LOCAL search_path = orleans;

CREATE TABLE schema_version (number integer NOT NULL);
INSERT INTO schema_version VALUES (1);

CREATE TABLE cluster (
    id      text    PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE silo (
    cluster    text        NOT NULL REFERENCES cluster ON DELETE CASCADE,
    address    text        NOT NULL,
    port       integer     NOT NULL,
    generation integer     NOT NULL,
    name       text        NOT NULL,
    host       text        NOT NULL,
    status     integer     NOT NULL,
    proxy_port integer     NOT NULL,
    suspicions text,
    started_at timestamptz NOT NULL,
    alive_at   timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE reminder (
    service   text        NOT NULL,
    grain     text        NOT NULL,
    name      text        NOT NULL,
    starts_at timestamptz NOT NULL,
    period_ms bigint      NOT NULL,
    hash      integer     NOT NULL,
    version   integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (service, grain, name)
);

CREATE INDEX reminder_by_hash ON reminder (service, hash);

CREATE TABLE orleansquery (querykey text PRIMARY KEY, querytext text NOT NULL);

-- Whoever moves the list of silos says which version of it he saw: one of two who saw the same one gets nothing and looks again.
INSERT INTO orleansquery VALUES
('InsertMembershipVersionKey', $$
    WITH entered AS (INSERT INTO cluster (id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM entered
$$),
('InsertMembershipKey', $$
    WITH moved AS (
        UPDATE cluster SET version = version + 1
        WHERE id = @DeploymentId AND version = @Version
          AND NOT EXISTS (SELECT 1 FROM silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING id),
    entered AS (
        INSERT INTO silo (cluster, address, port, generation, name, host, status, proxy_port, started_at, alive_at)
        SELECT id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT count(*)::integer FROM entered
$$),
('UpdateMembershipKey', $$
    WITH moved AS (
        UPDATE cluster SET version = version + 1
        WHERE id = @DeploymentId AND version = @Version
          AND EXISTS (SELECT 1 FROM silo WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING id),
    changed AS (
        UPDATE silo SET status = @Status, suspicions = @SuspectTimes, alive_at = @IAmAliveTime
        FROM moved
        WHERE silo.cluster = moved.id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT count(*)::integer FROM changed
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE silo SET alive_at = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
('MembershipReadRowKey', $$
    SELECT c.id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName, s.status AS Status,
           s.proxy_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM cluster c
    LEFT JOIN silo s ON s.cluster = c.id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.id = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT c.id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName, s.status AS Status,
           s.proxy_port AS ProxyPort, s.suspicions AS SuspectTimes, s.started_at AS StartTime, s.alive_at AS IAmAliveTime, c.version AS Version
    FROM cluster c
    LEFT JOIN silo s ON s.cluster = c.id
    WHERE c.id = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM silo WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM silo WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3 -- 3: active
$$),
('DeleteMembershipTableEntriesKey', $$
    DELETE FROM cluster WHERE id = @DeploymentId
$$),
('ReadReminderRowKey', $$
    SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName
$$),
('ReadReminderRowsKey', $$
    SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND grain = @GrainId
$$),
('ReadRangeRows1Key', $$
    SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    SELECT grain AS GrainId, name AS ReminderName, starts_at AS StartTime, period_ms AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)
$$),
('UpsertReminderRowKey', $$
    INSERT INTO reminder (service, grain, name, starts_at, period_ms, hash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    ON CONFLICT (service, grain, name) DO UPDATE
    SET starts_at = excluded.starts_at, period_ms = excluded.period_ms, hash = excluded.hash, version = reminder.version + 1
    RETURNING version AS Version
$$),
('DeleteReminderRowKey', $$
    WITH gone AS (DELETE FROM reminder WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*)::integer FROM gone
$$),
('DeleteReminderRowsKey', $$
    DELETE FROM reminder WHERE service = @ServiceId
$$);
