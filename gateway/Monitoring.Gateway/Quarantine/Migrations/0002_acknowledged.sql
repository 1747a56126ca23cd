-- 1: the sender was told that this message is safe, so it is never given up for another.
ALTER TABLE message ADD COLUMN is_acknowledged INTEGER NOT NULL DEFAULT 0;
