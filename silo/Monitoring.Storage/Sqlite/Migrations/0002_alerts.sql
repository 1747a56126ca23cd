-- What the readings say (level to certificate) is written by the owner of the station alone; what people say
-- (assignee, handed_to, closed_at and their lines of the timeline) by their commands alone. The state follows from both.
-- revision: grows with every change of any alert.
CREATE TABLE alerts (
  id           TEXT PRIMARY KEY,
  station      INTEGER NOT NULL REFERENCES stations (no),
  kind         TEXT NOT NULL,
  rule         TEXT NOT NULL,
  level        INTEGER NOT NULL,
  parameter    TEXT,
  value        TEXT,
  limit_text   TEXT,
  multiple     TEXT,
  started_at   INTEGER NOT NULL,
  raised_at    INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  resolved_at  INTEGER,
  certificate  TEXT,
  assignee     TEXT,
  handed_to    TEXT,
  closed_at    INTEGER,
  revision     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An alert closed by hand still stands for its cause until the cause ends.
CREATE UNIQUE INDEX alerts_one_per_cause ON alerts (station, kind) WHERE resolved_at IS NULL;
CREATE INDEX alerts_by_station ON alerts (station, kind, started_at);
CREATE UNIQUE INDEX alerts_by_revision ON alerts (revision);

CREATE TABLE alert_timeline (
  no       INTEGER PRIMARY KEY,
  alert    TEXT NOT NULL REFERENCES alerts (id),
  at       INTEGER NOT NULL,
  action   TEXT NOT NULL,
  actor    TEXT NOT NULL,
  province TEXT,
  note     TEXT NOT NULL
) STRICT;

CREATE INDEX alert_timeline_by_alert ON alert_timeline (alert, no);

-- How far a rule has followed a station; without a row the rule looks back at the verdicts once.
CREATE TABLE alert_watches (
  station INTEGER NOT NULL REFERENCES stations (no),
  kind    TEXT NOT NULL,
  state   TEXT NOT NULL,
  PRIMARY KEY (station, kind)
) STRICT, WITHOUT ROWID;
