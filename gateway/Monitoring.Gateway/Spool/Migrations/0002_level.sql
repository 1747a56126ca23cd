-- How full the spool is, kept by the commits that change it: a start reads one row and not the whole file.
-- released_through is from here on the last number given, whether its row is gone or not.
ALTER TABLE gateway ADD COLUMN pending_rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gateway ADD COLUMN pending_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE gateway SET
    pending_rows = (SELECT count(*) FROM message),
    pending_bytes = (SELECT coalesce(sum(length(bytes)), 0) FROM message);

-- CRC-32C of the row, over what its other columns hold; null in rows of versions before.
ALTER TABLE message ADD COLUMN crc32c INTEGER;
