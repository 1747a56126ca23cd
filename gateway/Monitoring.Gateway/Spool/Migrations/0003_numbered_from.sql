-- The first number that rows have under this id: a file that took a damaged one's place goes on where that one was, and the backend
-- must not look for the numbers before.
ALTER TABLE gateway ADD COLUMN numbered_from INTEGER NOT NULL DEFAULT 1;
