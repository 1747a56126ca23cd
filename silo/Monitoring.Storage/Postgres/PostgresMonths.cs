using Monitoring.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Storage.Postgres;

/// <summary>The partitions of the readings.</summary>
internal sealed class PostgresMonths(PostgresSession session, StagedRows rows) : IReadingMonths
{
    public long Replace(DateTimeOffset month, IReadOnlyCollection<(long Station, TimeRange Kept)> kept)
    {
        // It may be there no more: the next reading of it has to ask.
        rows.ForgetMonths();
        using var command = new NpgsqlCommand("SELECT replace_readings_month($1, $2, $3, $4)", session.Connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = month.ToUnixTimeMilliseconds() },
                Numbers(kept.Select(k => k.Station)),
                Numbers(kept.Select(k => k.Kept.From.ToUnixTimeMilliseconds())),
                Numbers(kept.Select(k => k.Kept.To.ToUnixTimeMilliseconds())),
            },
        };
        return (long)command.ExecuteScalar()!;
    }

    private static NpgsqlParameter Numbers(IEnumerable<long> values) => new NpgsqlParameter<long[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, TypedValue = [.. values] };
}
