-- Which calculation and which rules gave a verdict: a later release rebuilds its certificate by the same. All verdicts
-- until now were given by these.
ALTER TABLE verdicts ADD COLUMN engine TEXT NOT NULL DEFAULT '1';
ALTER TABLE verdicts ADD COLUMN rule_set TEXT NOT NULL DEFAULT '2026-11';
