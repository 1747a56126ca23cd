-- Which time of which station a certificate of an instant or hour is about. Until now every verdict carried its id from the
-- start, in an index in which every new one fell on another page; now a verdict worse than its target, or another one than before,
-- has it from the start, and any other one from the first time that somebody sees it (an empty certificate until then).
CREATE TABLE certificate_ids (
  id      TEXT PRIMARY KEY,
  station INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO certificate_ids SELECT certificate, station, kind, at FROM verdicts ORDER BY certificate;
DROP INDEX verdicts_by_certificate;
