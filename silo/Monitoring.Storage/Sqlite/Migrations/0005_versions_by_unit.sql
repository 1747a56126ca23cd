-- The same text in another unit is another statement: until now it replaced the one before without a trace.
CREATE TABLE corrections_by_unit (
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
  PRIMARY KEY (station, start, series, text, flag, unit)
) STRICT, WITHOUT ROWID;

INSERT INTO corrections_by_unit SELECT station, start, series, text, flag, unit, sent_at, gateway, sequence, gateway_at, received_at FROM corrections;
DROP TABLE corrections;
ALTER TABLE corrections_by_unit RENAME TO corrections;
