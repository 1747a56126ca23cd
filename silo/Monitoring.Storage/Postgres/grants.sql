-- What the login of the running programs may do, and nothing else: no table may be made, changed or dropped by it, and what is only ever
-- added to cannot be changed. Run by the owner at every start that it takes part in.
GRANT USAGE ON SCHEMA monitoring TO {login};
GRANT SELECT ON ALL TABLES IN SCHEMA monitoring TO {login};
GRANT INSERT ON gateways, certificate_ids, superseded_certificates, certificates, alert_timeline, audit TO {login};
GRANT INSERT, UPDATE ON sections, stations, series, readings, aggregates, verdicts, alerts, alert_watches, api_tokens TO {login};
GRANT INSERT, DELETE ON section_targets, gateway_ranges TO {login};
GRANT INSERT, UPDATE, DELETE ON corrections, users, series_changes, series_copy, series_parked, series_doubts TO {login};
-- By the rules of retention, which the programs follow by themselves.
GRANT DELETE ON verdicts, aggregates TO {login};
GRANT EXECUTE ON FUNCTION ensure_readings_month(bigint), replace_readings_month(bigint, bigint[], bigint[], bigint[]) TO {login};
