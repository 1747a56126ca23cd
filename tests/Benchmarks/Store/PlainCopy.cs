using System.Diagnostics;
using Monitoring.Benchmarks.Load;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Benchmarks.Store;

/// <summary>The baseline: the rows of the readings and nothing else, by binary COPY straight into one table with its key, a commit per thousand messages.</summary>
internal static class PlainCopy
{
    private const int MessagesAtOnce = 1000;

    private const string Schema = """
        DROP TABLE IF EXISTS public.plain_readings;
        CREATE TABLE public.plain_readings (station bigint NOT NULL, start bigint NOT NULL, series bigint NOT NULL, text text NOT NULL, value double precision, flag text NOT NULL,
          unit text NOT NULL, sent_at bigint NOT NULL, gateway bigint NOT NULL, sequence bigint NOT NULL, gateway_at bigint NOT NULL, received_at bigint NOT NULL,
          PRIMARY KEY (station, start, series))
        """;

    public static double Rate(string connectionString, WaterLoad load, DateTimeOffset from, int minutes)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        Execute(connection, Schema);
        var messages = Enumerable.Range(0, minutes).SelectMany(m => Enumerable.Range(0, load.Stations.Count).Select(s => (Station: s, At: from.AddMinutes(m)))).Chunk(MessagesAtOnce).ToList();
        var watch = Stopwatch.StartNew();
        var readings = messages.Sum(some => Write(connection, load, some));
        var rate = readings / watch.Elapsed.TotalSeconds;
        Execute(connection, "DROP TABLE public.plain_readings");
        return rate;
    }

    private static long Write(NpgsqlConnection connection, WaterLoad load, IReadOnlyList<(int Station, DateTimeOffset At)> messages)
    {
        using var copy = connection.BeginBinaryImport("COPY public.plain_readings FROM STDIN (FORMAT BINARY)");
        var rows = 0L;
        foreach (var (station, at) in messages)
        {
            var telemetry = load.At(station, at);
            for (var i = 0; i < telemetry.Readings.Count; i++)
            {
                var reading = telemetry.Readings[i];
                copy.StartRow();
                copy.Write((long)station, NpgsqlDbType.Bigint);
                copy.Write(reading.Key.Start.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
                copy.Write(((long)station * WaterLoad.ParametersPerMessage) + i, NpgsqlDbType.Bigint);
                copy.Write(reading.Text, NpgsqlDbType.Text);
                copy.Write((double)reading.Value!.Value, NpgsqlDbType.Double);
                copy.Write(reading.Flag, NpgsqlDbType.Text);
                copy.Write(reading.Unit, NpgsqlDbType.Text);
                copy.Write(telemetry.SentAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
                copy.Write(1L, NpgsqlDbType.Bigint);
                copy.Write(++rows, NpgsqlDbType.Bigint);
                copy.Write(telemetry.ReceivedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
                copy.Write(telemetry.ReceivedAt.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);
            }
        }

        copy.Complete();
        return rows;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
