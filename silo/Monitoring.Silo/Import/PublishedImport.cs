using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Contracts.PublishedFiles;

namespace Monitoring.Silo.Import;

/// <summary>
/// A published row as the message that its device would have sent: the same station, keys, marks, units and origin time as
/// a replay of the row through a gateway has.
/// </summary>
internal static class PublishedImport
{
    public static ImportLine Of(string kind, PublishedLine line, DateTimeOffset now)
    {
        if (line.Row is not { } row)
        {
            return new ImportLine(line.Line, null, line.Reason);
        }

        var device = PublishedDevice.Of(row);
        var valueKind = row.Length == TimeSpan.Zero ? ReadingKind.Instant : ReadingKind.Mean;
        var telemetry = new Telemetry(
            device.Station ?? StationId.FromMn(device.Mn),
            device.Mn,
            row.Kind,
            Protocol: "import",
            Command: kind,
            SentAt: row.Start + row.Length,
            ReceivedAt: now,
            [.. row.Values.Select(v => new Reading(
                new ReadingKey(v.Parameter, valueKind, row.Start, row.Length, ReadingSource.Automatic), v.Text, row.Flag, UnitOf(v.Parameter)))])
        {
            // What the registry says of its own stations is better than the file's words.
            Description = device.Station is null ? Describe(kind, row) : null,
        };
        return new ImportLine(line.Line, telemetry, null);
    }

    private static string UnitOf(ParameterCode code) => ParameterCatalogue.Find(code)?.Unit ?? "";

    private static StationDescription Describe(string kind, PublishedRow row) =>
        new($"{row.Province} {row.PlaceName}".Trim(), row.River, $"import {kind}", row.Longitude, row.Latitude);
}
