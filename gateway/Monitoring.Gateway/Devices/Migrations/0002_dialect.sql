-- How the device leaves the standard: the dialect of its check (a word of the protocol's closed set), and the minutes of its minute data; null: the gateway's setting.
ALTER TABLE device ADD COLUMN crc TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE device ADD COLUMN minute_interval INTEGER;
