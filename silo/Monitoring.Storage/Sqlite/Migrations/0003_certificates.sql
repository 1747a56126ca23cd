-- Certificates of verdicts of a day and longer, as they were issued: Brotli of the canonical JSON, whose lists of values
-- shrink to a tenth. The id is the hash of the JSON, so the same verdict is one row however often it is given.
CREATE TABLE certificates (
  id        TEXT PRIMARY KEY,
  issued_at INTEGER NOT NULL,
  document  BLOB NOT NULL
) STRICT;
