-- AUTOINCREMENT: ids are cursors and web addresses, and are never used twice.
CREATE TABLE message (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms       INTEGER NOT NULL,
    door        TEXT    NOT NULL,
    peer        TEXT    NOT NULL,
    mn          TEXT,
    reason      TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    bytes       BLOB    NOT NULL,
    total_bytes INTEGER NOT NULL,
    -- Set for parked spool rows: gateway and sequence, so that a row parked again after a crash is parked once.
    spool_row   TEXT    UNIQUE
) STRICT;
