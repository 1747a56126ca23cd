-- Times are milliseconds since 1970 UTC. Numbers of a device stand as its text; REAL is for ranking and plotting only.

CREATE TABLE sections (
  id              TEXT PRIMARY KEY,
  name            TEXT NOT NULL,
  name_en         TEXT NOT NULL,
  water_body      INTEGER NOT NULL,
  province        TEXT NOT NULL,
  responsible     TEXT NOT NULL,
  receives        TEXT NOT NULL,
  district_code   TEXT NOT NULL,
  river           TEXT NOT NULL,
  is_main_stem    INTEGER NOT NULL,
  is_transboundary INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE section_targets (
  section    TEXT NOT NULL REFERENCES sections (id),
  position   INTEGER NOT NULL,
  basis      INTEGER NOT NULL,
  class      INTEGER NOT NULL,
  valid_from TEXT,
  valid_to   TEXT,
  PRIMARY KEY (section, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stations (
  no            INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  mn            TEXT NOT NULL,
  section       TEXT REFERENCES sections (id),
  kind          INTEGER NOT NULL,
  role          INTEGER NOT NULL,
  level         TEXT NOT NULL,
  origin        INTEGER NOT NULL,
  name          TEXT NOT NULL,
  name_en       TEXT NOT NULL,
  province      TEXT NOT NULL,
  district_code TEXT NOT NULL,
  longitude     TEXT,
  latitude      TEXT,
  rhythm_ms     INTEGER NOT NULL,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE gateways (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- What came from each gateway, as runs of sequence numbers; what lies between two runs never came.
CREATE TABLE gateway_ranges (
  gateway INTEGER NOT NULL REFERENCES gateways (no),
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (gateway, first)
) STRICT, WITHOUT ROWID;

-- high_water: greatest start stored; a later key is known to be new. newest: start of the value to show as latest,
-- which a far future time of a wrong device clock does not become.
CREATE TABLE series (
  no         INTEGER PRIMARY KEY,
  station    INTEGER NOT NULL REFERENCES stations (no),
  parameter  TEXT NOT NULL,
  kind       INTEGER NOT NULL,
  length_ms  INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  high_water INTEGER NOT NULL,
  newest     INTEGER NOT NULL,
  UNIQUE (station, parameter, kind, length_ms, source)
) STRICT;

-- The current version of every key. The series decides the station; the station leads the key so that the values of
-- one message lie on one page: a commit dirties a page per message, not a page per value.
CREATE TABLE readings (
  station     INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  series      INTEGER NOT NULL,
  text        TEXT NOT NULL,
  value       REAL,
  flag        TEXT NOT NULL,
  unit        TEXT NOT NULL,
  sent_at     INTEGER NOT NULL,
  gateway     INTEGER NOT NULL,
  sequence    INTEGER NOT NULL,
  gateway_at  INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (station, start, series)
) STRICT, WITHOUT ROWID;

-- Every other version of a key: the same key with another text or flag and a smaller origin.
CREATE TABLE corrections (
  station     INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  series      INTEGER NOT NULL,
  text        TEXT NOT NULL,
  flag        TEXT NOT NULL,
  unit        TEXT NOT NULL,
  sent_at     INTEGER NOT NULL,
  gateway     INTEGER NOT NULL,
  sequence    INTEGER NOT NULL,
  gateway_at  INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (station, start, series, text, flag)
) STRICT, WITHOUT ROWID;

CREATE TABLE aggregates (
  station    INTEGER NOT NULL,
  resolution INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  series     INTEGER NOT NULL,
  expected   INTEGER NOT NULL,
  received   INTEGER NOT NULL,
  valid      INTEGER NOT NULL,
  sum        TEXT NOT NULL,
  min        TEXT,
  max        TEXT,
  mean       REAL,
  PRIMARY KEY (station, resolution, start, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdicts (
  station      INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  class        INTEGER,
  target_class INTEGER,
  aqi          INTEGER,
  reason       TEXT,
  water_body   INTEGER NOT NULL,
  city_code    TEXT,
  verdict      TEXT NOT NULL,
  certificate  TEXT NOT NULL,
  PRIMARY KEY (station, kind, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX verdicts_by_certificate ON verdicts (certificate);

-- Certificates of verdicts whose inputs changed later; those of current verdicts are rebuilt from the readings.
CREATE TABLE superseded_certificates (
  id       TEXT PRIMARY KEY,
  station  INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  name          TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  roles         TEXT NOT NULL,
  created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_tokens (
  id         TEXT PRIMARY KEY,
  hash       TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail  TEXT NOT NULL
) STRICT;
