using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Store;

/// <summary>
/// How many readings a second a raw series takes from this project's client, beside a plain line-protocol client on the same server: the same batches with station,
/// parameter and number alone.
/// </summary>
internal static class SeriesRates
{
    private const int BatchReadings = 5000;

    public static async Task Measure(Report report, WaterLoad load, DateTimeOffset from, int minutes)
    {
        var batches = Batches(load, from, minutes).ToList();
        if (InfluxServer.AbsentReason.Length == 0)
        {
            await using var influx = await InfluxServer.Start();
            await influx.CreateDatabase("product");
            await influx.CreateDatabase("plain");
            await Rows(report, "InfluxDB 1.6", new InfluxOptions { Url = influx.Url, Database = "product" }, "write?db=plain&precision=ms", batches);
        }
        else
        {
            Report.Say($"not run: InfluxDB ({InfluxServer.AbsentReason})");
        }

        if (VictoriaServer.AbsentReason.Length == 0)
        {
            await using var victoria = await VictoriaServer.Start();
            await Rows(report, "VictoriaMetrics", new InfluxOptions { Url = victoria.Url, Api = InfluxApi.V2, Bucket = "product" }, "api/v2/write?precision=ms", batches);
        }
        else
        {
            Report.Say($"not run: VictoriaMetrics ({VictoriaServer.AbsentReason})");
        }
    }

    private static async Task Rows(Report report, string server, InfluxOptions options, string plainAddress, List<SeriesPoint[]> batches)
    {
        var readings = batches.Sum(b => b.Length);
        using var store = new InfluxSeriesStore(options, TimeProvider.System);
        await store.Write(batches[0], default);
        using var http = new HttpClient { BaseAddress = options.Url };
        await PlainLines.Post(http, plainAddress, batches[0]);

        var product = await Rate(readings, async batch =>
        {
            if ((await store.Write(batch, default)).Rejected.Count > 0)
            {
                throw new InvalidOperationException($"{server} refused readings");
            }
        });
        var plain = await Rate(readings, batch => PlainLines.Post(http, plainAddress, batch));
        report.Row($"raw series to {server}", product, "readings/s", "plain line protocol, numbers only", plain, "–");

        async Task<double> Rate(int count, Func<SeriesPoint[], Task> write)
        {
            var watch = Stopwatch.StartNew();
            foreach (var batch in batches)
            {
                await write(batch);
            }

            return count / watch.Elapsed.TotalSeconds;
        }
    }

    private static IEnumerable<SeriesPoint[]> Batches(WaterLoad load, DateTimeOffset from, int minutes) => load.Messages(from, minutes)
        .SelectMany((telemetry, i) => telemetry.Readings.Select(r => new SeriesPoint(
            telemetry.Station, new StoredReading(r, new ReadingOrigin(telemetry.SentAt, "gw-1", i + 1), telemetry.ReceivedAt, telemetry.ReceivedAt))))
        .Chunk(BatchReadings);
}
