-- One row: who this spool is at the backend, and up to where numbers were given to rows that are gone.
CREATE TABLE gateway (
    only_row         INTEGER PRIMARY KEY CHECK (only_row = 1),
    id               TEXT    NOT NULL,
    released_through INTEGER NOT NULL
) STRICT;

-- Messages that no receipt has settled, in the order of their commit.
CREATE TABLE message (
    sequence    INTEGER PRIMARY KEY,
    enqueued_ms INTEGER NOT NULL,
    station     TEXT    NOT NULL,
    bytes       BLOB    NOT NULL
) STRICT;
