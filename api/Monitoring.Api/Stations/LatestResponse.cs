using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

/// <summary>What a station knows now.</summary>
/// <param name="Silent">True when it has not delivered for longer than its rhythm lets expect.</param>
/// <param name="SilentSince">When it last delivered, or was entered; null while it is not silent.</param>
internal sealed record LatestResponse(string StationId, IReadOnlyList<LatestValue> Parameters, VerdictResponse? Verdict, bool Silent, DateTimeOffset? SilentSince);

/// <summary>The newest value of one parameter.</summary>
/// <param name="Code">Such as w01009.</param>
/// <param name="Name">Chinese name; the code where none is known.</param>
/// <param name="NameEn">English name; the code where none is known.</param>
/// <param name="Value">The number with the device's own digits; null when it wrote no number.</param>
/// <param name="Text">What the device wrote: the digits of <paramref name="Value"/>, or why it is null (<c>NaN</c>), or more than the number (<c>0.05L</c>).</param>
/// <param name="Unit">Empty when unknown.</param>
/// <param name="Flag">The device's data mark; N is normal.</param>
/// <param name="Kind">What the value stands for within its interval.</param>
/// <param name="SampledAt">The device's time: start of the interval.</param>
/// <param name="ReceivedAt">When the backend had it.</param>
/// <param name="GatewayReceivedAt">When the gateway had it.</param>
internal sealed record LatestValue(
    string Code,
    string Name,
    string NameEn,
    decimal? Value,
    string Text,
    string Unit,
    string Flag,
    ReadingKind Kind,
    DateTimeOffset SampledAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset GatewayReceivedAt)
{
    public static LatestValue Of(LatestReading latest)
    {
        var (reading, name) = (latest.Reading.Reading, ParameterCatalogue.Find(latest.Parameter));
        return new LatestValue(
            latest.Parameter.Value,
            name?.NameZh ?? latest.Parameter.Value,
            name?.NameEn ?? latest.Parameter.Value,
            reading.Value,
            reading.Text,
            reading.Unit,
            reading.Flag,
            reading.Key.Kind,
            reading.Key.Start,
            latest.Reading.ReceivedAt,
            latest.Reading.GatewayReceivedAt);
    }
}
