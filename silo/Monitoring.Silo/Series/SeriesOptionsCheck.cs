using Microsoft.Extensions.Options;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Series;

/// <summary>One helpful line per mistake, at the start.</summary>
internal sealed class SeriesOptionsCheck(IOptions<InfluxOptions> influx) : IValidateOptions<SeriesOptions>
{
    public ValidateOptionsResult Validate(string? name, SeriesOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(SeriesOptions options) => options.Parsed switch
    {
        null => [$"{SeriesOptions.Section}:Kind is none, influx or influx-client, not '{options.Kind}'"],
        SeriesKind.None => [],
        { } kind when !SeriesStores.Kinds.Contains(kind) =>
            [$"{SeriesOptions.Section}:Kind={options.Kind} needs a build with InfluxDB.Client: start with ./run --full, or set {SeriesOptions.Section}:Kind=influx"],
        { } kind => influx.Value.Faults(kind),
    };
}
