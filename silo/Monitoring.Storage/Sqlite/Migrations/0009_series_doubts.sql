-- What is on its way to the series (up to which change, and how far the copy goes with it) until its answer is noted: zeros while nothing is. And whether
-- notes of refused readings were given up, so that only a new copy has them all.
ALTER TABLE series_copy ADD COLUMN sent_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series_copy ADD COLUMN sent_station INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series_copy ADD COLUMN sent_start INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series_copy ADD COLUMN sent_series INTEGER NOT NULL DEFAULT 0;
ALTER TABLE series_copy ADD COLUMN owes_copy INTEGER NOT NULL DEFAULT 0;

-- Messages of which a request got no answer: the server may carry it out later, over a correction. They are told again some time after answered_at,
-- when it answered first since; null while it has not.
CREATE TABLE series_doubts (
  station     INTEGER NOT NULL,
  start       INTEGER NOT NULL,
  answered_at INTEGER,
  PRIMARY KEY (station, start)
) STRICT, WITHOUT ROWID;

CREATE INDEX series_doubts_by_answer ON series_doubts (answered_at);
