using System.CommandLine;
using System.Globalization;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Commands;

/// <summary><c>series</c>: what a raw series has still to be told and what it refused, from the store of a system that runs or is stopped; and its replay.</summary>
internal static class SeriesCommand
{
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "the data folder (default ./data)", DefaultValueFactory = _ => "data" };
    private static readonly Option<int> Limit = new("--limit") { HelpName = "N", Description = "most refused readings listed (default 100)", DefaultValueFactory = _ => 100 };
    private static readonly Option<bool> Again = new("--again") { Description = "offer the refused readings to the series again" };

    static SeriesCommand() => Limit.Validators.Add(given =>
    {
        if (given.GetValueOrDefault<int>() < 0)
        {
            given.AddError("--limit needs a number from 0 up");
        }
    });

    public static Command Create()
    {
        var series = new Command("series", "what the raw series has still to be told, and the readings that it refused") { Data, Limit, Again };
        series.SetAction((asked, cancellation) => Run(asked.GetValue(Data)!, asked.GetResult(Data) is { Implicit: false }, asked.GetValue(Limit), asked.GetValue(Again), cancellation));
        return series;
    }

    private static async Task<int> Run(string folder, bool isGiven, int limit, bool again, CancellationToken cancellationToken)
    {
        try
        {
            var configured = ConfiguredStore.OfEnvironment();
            configured.RefuseUnused(folder, isGiven);
            await using var store = configured.OpenBeside(folder, TimeProvider.System)
                ?? throw new StoreUnavailableException($"{configured.PlaceOf(folder)} has no store of this version: start the system once");
            if (again)
            {
                await store.Outbox.Offer(cancellationToken);
            }

            var backlog = await store.Outbox.Backlog(cancellationToken);
            await Console.Out.WriteLineAsync(Sentence(backlog));
            foreach (var parked in await store.Outbox.Parked(limit, cancellationToken))
            {
                await Console.Out.WriteLineAsync(Line(parked));
            }

            return Program.Done;
        }
        catch (Exception e) when (e is StartFailure or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync("series: " + e.Message);
            return e is StartFailure { IsWrongUsage: true } ? Program.WrongUsage : Program.Failed;
        }
    }

    private static string Sentence(SeriesBacklog backlog)
    {
        var oldest = backlog.Oldest is { } since ? string.Create(CultureInfo.InvariantCulture, $", the oldest since {since:u}") : "";
        return $"{backlog.Waiting} messages wait{oldest}; {(backlog.IsWhole ? "nothing is being copied" : "what was there before is being copied")}; {backlog.Parked} readings refused{(backlog.OwesCopy ? ", and earlier ones whose notes were given up: --again copies everything anew" : "")}";
    }

    private static string Line(ParkedReading parked)
    {
        var key = parked.Key;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{parked.Station} {key.Parameter} {LineProtocol.Text(key.Kind)} {LineProtocol.Text(key.Length)}s {LineProtocol.Text(key.Source)} {key.Start:u}: {parked.Reason}");
    }
}
