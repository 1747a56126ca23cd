-- What a raw series beside this store has still to be told: a row per changed message, entered by the readings' own commit and only while
-- a series is followed. The values are not here: the current ones are read when they are told.
CREATE TABLE series_changes (
  no          INTEGER PRIMARY KEY,
  station     INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

-- One row while a series is followed: which one, how far what was there before has been copied (all of it when is_whole), and who may tell it.
CREATE TABLE series_copy (
  place      TEXT PRIMARY KEY,
  station    INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  series     INTEGER NOT NULL,
  is_whole   INTEGER NOT NULL,
  holder     TEXT NOT NULL,
  held_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Readings that the series refused, and why. They stand in readings as ever.
CREATE TABLE series_parked (
  station   INTEGER NOT NULL,
  start     INTEGER NOT NULL,
  series    INTEGER NOT NULL,
  reason    TEXT NOT NULL,
  parked_at INTEGER NOT NULL,
  PRIMARY KEY (station, start, series)
) STRICT, WITHOUT ROWID;
