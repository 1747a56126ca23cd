-- Acknowledged packets of uploads whose other packets have not come yet.
CREATE TABLE packet (
    id     INTEGER PRIMARY KEY,
    door   TEXT    NOT NULL,
    peer   TEXT    NOT NULL,
    upload INTEGER NOT NULL,
    bytes  BLOB    NOT NULL
) STRICT;

CREATE INDEX packet_of_upload ON packet (upload);
