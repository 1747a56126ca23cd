using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Monitoring.Silo.Metrics;

/// <summary>
/// The instruments of the product's meters as Prometheus text. Counters are summed from the start of this object; gauges
/// are asked when somebody reads; histograms give their sum and count.
/// </summary>
public sealed class MetricsText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4";

    private static readonly string[] Meters = ["Monitoring.", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Series, Value> values = new();

    public MetricsText()
    {
        listener.InstrumentPublished = static (instrument, listening) =>
        {
            if (Meters.Any(m => instrument.Meter.Name.StartsWith(m, StringComparison.Ordinal)))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Record(i, value, tags));
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i, value, tags));
        listener.Start();
    }

    private enum InstrumentKind
    {
        /// <summary>Measurements are increments.</summary>
        Counter,

        /// <summary>Measurements are increments that may be negative.</summary>
        UpDownCounter,

        /// <summary>Each measurement is the whole count.</summary>
        ObservedCounter,

        /// <summary>Each measurement is the present value.</summary>
        Gauge,

        /// <summary>Each measurement is one observation.</summary>
        Histogram,
    }

    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var metric in values.GroupBy(v => v.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            WriteMetric(text, metric.Key, [.. metric.OrderBy(v => v.Key.Labels, StringComparer.Ordinal)]);
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static void WriteMetric(StringBuilder text, Instrument instrument, List<KeyValuePair<Series, Value>> series)
    {
        var kind = KindOf(instrument);
        var name = Name(instrument, kind);
        var type = kind switch
        {
            InstrumentKind.Counter or InstrumentKind.ObservedCounter => "counter",
            InstrumentKind.Histogram => "summary",
            _ => "gauge",
        };
        if (instrument.Description is { Length: > 0 } description)
        {
            text.Append($"# HELP {name} {description.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)}\n");
        }

        text.Append($"# TYPE {name} {type}\n");
        foreach (var ((_, labels), value) in series)
        {
            var (sum, count) = value.Read();
            if (kind == InstrumentKind.Histogram)
            {
                text.Append($"{name}_sum{labels} {Number(sum)}\n{name}_count{labels} {count}\n");
            }
            else
            {
                text.Append($"{name}{labels} {Number(sum)}\n");
            }
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Name(Instrument instrument, InstrumentKind kind)
    {
        var name = new StringBuilder(instrument.Name.Length + 8);
        foreach (var c in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        name.Append(instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        });
        return kind is InstrumentKind.Counter or InstrumentKind.ObservedCounter ? name.Append("_total").ToString() : name.ToString();
    }

    private static InstrumentKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition switch
        {
            _ when definition == typeof(Counter<>) => InstrumentKind.Counter,
            _ when definition == typeof(UpDownCounter<>) => InstrumentKind.UpDownCounter,
            _ when definition == typeof(ObservableCounter<>) => InstrumentKind.ObservedCounter,
            _ when definition == typeof(Histogram<>) => InstrumentKind.Histogram,
            _ => InstrumentKind.Gauge,
        };
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        var sorted = tags.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var labels = sorted.Select(t => $"{t.Key.Replace('.', '_').Replace('-', '_')}=\"{Escape(Convert.ToString(t.Value, CultureInfo.InvariantCulture) ?? "")}\"");
        return $"{{{string.Join(',', labels)}}}";
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    private void Record(Instrument instrument, double measured, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var value = values.GetOrAdd(new Series(instrument, Labels(tags)), static _ => new Value());
        if (KindOf(instrument) is InstrumentKind.Gauge or InstrumentKind.ObservedCounter)
        {
            value.Set(measured);
        }
        else
        {
            value.Add(measured);
        }
    }

    private readonly record struct Series(Instrument Instrument, string Labels);

    private sealed class Value
    {
        private readonly Lock gate = new();
        private double sum;
        private long count;

        public void Add(double measured)
        {
            lock (gate)
            {
                sum += measured;
                count++;
            }
        }

        public void Set(double measured)
        {
            lock (gate)
            {
                sum = measured;
            }
        }

        public (double Sum, long Count) Read()
        {
            lock (gate)
            {
                return (sum, count);
            }
        }
    }
}
