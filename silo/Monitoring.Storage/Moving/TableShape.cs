using Monitoring.Storage.Postgres;

namespace Monitoring.Storage.Moving;

/// <summary>The types that columns have in PostgreSQL; SQLite keeps the same values as integers, reals, texts and blobs.</summary>
internal enum ColumnType
{
    Bigint,
    Integer,
    Smallint,
    Boolean,
    Real,
    Text,
    Bytes,
}

internal readonly record struct Column(string Name, ColumnType Type);

/// <summary>A table's columns and key, as the catalogue of the database has them.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<string> Key)
{
    /// <summary>Every table that is moved, those that others refer to first.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "sections", "section_targets", "stations", "gateways", "gateway_ranges", "series", "readings", "corrections", "aggregates", "verdicts", "certificate_ids",
        "superseded_certificates", "certificates", "alerts", "alert_timeline", "alert_watches", "users", "api_tokens", "audit",
    ];

    /// <summary>What a raw series has still to be told: it is copied anew from the store that it follows then.</summary>
    public static readonly IReadOnlyList<string> LeftBehind = ["series_changes", "series_copy", "series_parked", "series_doubts"];

    /// <summary>Those whose numbers the database gives.</summary>
    public static readonly IReadOnlyList<(string Table, string Column)> Numbered =
        [("stations", "no"), ("gateways", "no"), ("series", "no"), ("alert_timeline", "no"), ("audit", "id")];

    public string ColumnList => string.Join(", ", Columns.Select(c => c.Name));

    public string KeyList => string.Join(", ", Key);

    public static TableShape Of(PostgresSession session, string table)
    {
        var columns = new List<Column>();
        using (var rows = session.Prepare("SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position")
            .Bind(PostgresDatabase.Schema).Bind(table))
        {
            while (rows.Step())
            {
                columns.Add(new Column(rows.Text(0), TypeOf(rows.Text(1))));
            }
        }

        var key = new List<string>();
        using (var rows = session.Prepare(
            """
            SELECT a.attname::text FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k (attnum, place)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ?::regclass AND i.indisprimary ORDER BY k.place
            """)
            .Bind(table))
        {
            while (rows.Step())
            {
                key.Add(rows.Text(0));
            }
        }

        return new TableShape(table, columns, key);
    }

    private static ColumnType TypeOf(string type) => type switch
    {
        "bigint" => ColumnType.Bigint,
        "integer" => ColumnType.Integer,
        "smallint" => ColumnType.Smallint,
        "boolean" => ColumnType.Boolean,
        "double precision" => ColumnType.Real,
        "bytea" => ColumnType.Bytes,
        "text" => ColumnType.Text,
        _ => throw new NotSupportedException($"no column of a store is {type}"),
    };
}
