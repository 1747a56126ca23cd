-- When the packet came, by the gateway's clock: its message is mapped at that time, whenever it is joined. 0: not known.
ALTER TABLE packet ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0;
