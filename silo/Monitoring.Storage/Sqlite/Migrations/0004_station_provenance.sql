-- Where the entry of a station comes from, and which of its fields to doubt.
ALTER TABLE stations ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE stations ADD COLUMN doubt TEXT NOT NULL DEFAULT '';
