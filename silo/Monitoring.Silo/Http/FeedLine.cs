using System.Text.Json;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Http;

/// <summary>One event on its way from a silo to an API: a line of JSON. An empty line is a heartbeat.</summary>
/// <param name="Number">Place in the silo's order of events, from 1; of the first line, the last number before it.</param>
/// <param name="Event">One of the constants here.</param>
/// <param name="Epoch">Of the first line: names the run of the silo that the numbers belong to.</param>
/// <param name="Resumed">Of the first line: true when the next line follows the last one that the listener has.</param>
/// <param name="SilentStations">Of the first line: the stations that are silent now, with the time since when.</param>
internal sealed record FeedLine(
    long Number,
    string Event,
    StationId? Station = null,
    DateTimeOffset? At = null,
    IReadOnlyList<ParameterCode>? Parameters = null,
    FeedVerdict? Before = null,
    FeedVerdict? After = null,
    bool? Silent = null,
    DateTimeOffset? LastReceivedAt = null,
    DateTimeOffset? Since = null,
    string? Alert = null,
    string? Epoch = null,
    bool? Resumed = null,
    IReadOnlyDictionary<string, DateTimeOffset>? SilentStations = null)
{
    public const string Hello = "hello";
    private const string Readings = "readings";
    private const string Verdict = "verdict";
    private const string Silence = "silence";
    private const string Alerts = "alert";
    private const string Missed = "missed";

    public static FeedLine Of(long number, FeedEvent happened) => happened switch
    {
        ReadingsArrived e => new FeedLine(number, Readings, e.Station, e.At, e.Parameters),
        VerdictChanged e => new FeedLine(number, Verdict, e.Station, e.At, Before: FeedVerdict.Of(e.Before), After: FeedVerdict.Of(e.After)),
        SilenceChanged e => new FeedLine(number, Silence, e.Station, e.At, Silent: e.IsSilent, LastReceivedAt: e.LastReceivedAt, Since: e.Since),
        AlertChanged e => new FeedLine(number, Alerts, e.Station, e.At, Alert: e.AlertId),
        _ => new FeedLine(number, Missed, At: happened.At),
    };

    /// <summary>The event; what this release does not know is one that was missed.</summary>
    public FeedEvent ToEvent()
    {
        var (station, at) = (Station ?? default, At ?? default);
        return Event switch
        {
            Readings => new ReadingsArrived(station, at, Parameters ?? []),
            Verdict when After is { } after => new VerdictChanged(station, at, Before?.Of(station), after.Of(station)),
            Silence => new SilenceChanged(station, at, Silent is true, LastReceivedAt, Since),
            Alerts when Alert is { } alert => new AlertChanged(station, at, alert),
            _ => new EventsMissed(at),
        };
    }

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, DoorJson.Options), (byte)'\n'];

    public static FeedLine? Read(string line) => JsonSerializer.Deserialize<FeedLine>(line, DoorJson.Options);
}

/// <summary>A stored verdict without its station. <paramref name="Body"/> is the text that the store keeps of it.</summary>
internal sealed record FeedVerdict(
    VerdictKind Kind, DateTimeOffset At, string Body, WaterBody WaterBody, string? CityCode, string CertificateId, DateTimeOffset? Since, string Engine, string RuleSet)
{
    public static FeedVerdict? Of(StoredVerdict? verdict) => verdict is null
        ? null
        : new FeedVerdict(
            verdict.Kind, verdict.At, VerdictJson.Write(verdict), verdict.WaterBody, verdict.CityCode, verdict.CertificateId, verdict.Since, verdict.Engine, verdict.RuleSet);

    public StoredVerdict Of(StationId station)
    {
        var (water, air) = VerdictJson.Read(Kind, Body);
        return new StoredVerdict(station, Kind, At, water, air, WaterBody, CityCode, CertificateId, Since) { Engine = Engine, RuleSet = RuleSet };
    }
}
