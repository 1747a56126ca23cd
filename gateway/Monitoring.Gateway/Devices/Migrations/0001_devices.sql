CREATE TABLE device (
    mn            TEXT    PRIMARY KEY,
    password      TEXT    NOT NULL,
    station       TEXT    NOT NULL,
    station_kind  INTEGER NOT NULL,
    registered_ms INTEGER NOT NULL,
    registered_by TEXT    NOT NULL
) STRICT;
