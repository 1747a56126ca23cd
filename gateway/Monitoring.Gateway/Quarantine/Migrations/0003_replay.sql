-- The last attempt to bring the message in after all: when, by whom, a word for what came of it, and why it was refused again.
ALTER TABLE message ADD COLUMN replayed_ms INTEGER;
ALTER TABLE message ADD COLUMN replayed_by TEXT;
ALTER TABLE message ADD COLUMN replay_outcome TEXT;
ALTER TABLE message ADD COLUMN replay_detail TEXT;
