using Monitoring.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Storage.Postgres;

/// <summary>A reading's version in the order of its columns.</summary>
internal readonly record struct VersionRow(long Station, long Series, long Gateway, StoredReading Version)
{
    public void Write(NpgsqlBinaryImporter copy)
    {
        copy.WriteNumber(Station);
        copy.WriteInstant(Version.Reading.Key.Start);
        copy.WriteNumber(Series);
        copy.WriteText(Version.Reading.Text);
        copy.WriteText(Version.Reading.Flag);
        copy.WriteText(Version.Reading.Unit);
        copy.WriteInstant(Version.Origin.SentAt);
        copy.WriteNumber(Gateway);
        copy.WriteNumber(Version.Origin.Sequence);
        copy.WriteInstant(Version.GatewayReceivedAt);
        copy.WriteInstant(Version.ReceivedAt);
    }
}

internal readonly record struct AggregateRow(long Station, long Series, Aggregate Aggregate)
{
    public void Write(NpgsqlBinaryImporter copy)
    {
        copy.WriteNumber(Station);
        copy.WriteSmall((int)Aggregate.Resolution);
        copy.WriteInstant(Aggregate.Start);
        copy.WriteNumber(Series);
        copy.WriteInteger(Aggregate.Expected);
        copy.WriteInteger(Aggregate.Received);
        copy.WriteInteger(Aggregate.Valid);
        copy.WriteText(ExactText.Of(Aggregate.Sum));
        copy.WriteText(ExactText.Of(Aggregate.Min));
        copy.WriteText(ExactText.Of(Aggregate.Max));
        copy.WriteReal(Aggregate.Mean);
    }
}

internal readonly record struct VerdictRow(long Station, StoredVerdict Verdict)
{
    public void Write(NpgsqlBinaryImporter copy)
    {
        copy.WriteNumber(Station);
        copy.WriteSmall((int)Verdict.Kind);
        copy.WriteInstant(Verdict.At);
        copy.WriteSmall(Verdict.Class);
        copy.WriteSmall(Verdict.TargetClass);
        copy.WriteInteger(Verdict.Aqi);
        copy.WriteText(Verdict.Reason);
        copy.WriteSmall((int)Verdict.WaterBody);
        copy.WriteText(Verdict.CityCode);
        copy.WriteText(VerdictJson.Write(Verdict));
        copy.WriteText(Verdict.CertificateId);
        copy.WriteText(Verdict.Engine);
        copy.WriteText(Verdict.RuleSet);
    }
}

/// <summary>Values under the type of their column, which a binary COPY does not convert.</summary>
internal static class StagedValues
{
    public static void WriteNumber(this NpgsqlBinaryImporter copy, long value) => copy.Write(value, NpgsqlDbType.Bigint);

    public static void WriteInstant(this NpgsqlBinaryImporter copy, DateTimeOffset value) => copy.Write(value.ToUnixTimeMilliseconds(), NpgsqlDbType.Bigint);

    public static void WriteBool(this NpgsqlBinaryImporter copy, bool value) => copy.Write(value, NpgsqlDbType.Boolean);

    public static void WriteInteger(this NpgsqlBinaryImporter copy, int? value)
    {
        if (value is { } v)
        {
            copy.Write(v, NpgsqlDbType.Integer);
        }
        else
        {
            copy.WriteNull();
        }
    }

    public static void WriteSmall(this NpgsqlBinaryImporter copy, int? value)
    {
        if (value is { } v)
        {
            copy.Write((short)v, NpgsqlDbType.Smallint);
        }
        else
        {
            copy.WriteNull();
        }
    }

    public static void WriteText(this NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, NpgsqlDbType.Text);
        }
    }

    public static void WriteReal(this NpgsqlBinaryImporter copy, decimal? value)
    {
        if (value is { } v)
        {
            copy.Write((double)v, NpgsqlDbType.Double);
        }
        else
        {
            copy.WriteNull();
        }
    }
}
