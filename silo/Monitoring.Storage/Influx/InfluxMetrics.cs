using System.Diagnostics.Metrics;

namespace Monitoring.Storage.Influx;

/// <summary>What the writer of a series counts, meter <see cref="MeterName"/>.</summary>
internal sealed class InfluxMetrics : IDisposable
{
    public const string MeterName = "Monitoring.Storage.Influx";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> written;
    private readonly Counter<long> outlived;

    public InfluxMetrics()
    {
        written = meter.CreateCounter<long>("monitoring.series.written", "{reading}", "Readings that the series server took, repeats included");
        outlived = meter.CreateCounter<long>("monitoring.series.outlived", "{reading}", "Readings older than the series server keeps");
    }

    public void Written(int readings) => written.Add(readings);

    public void Outlived(int readings) => outlived.Add(readings);

    public void Dispose() => meter.Dispose();
}
