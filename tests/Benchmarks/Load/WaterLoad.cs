using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Contracts.Registry;

namespace Monitoring.Benchmarks.Load;

/// <summary>
/// The load that the figures are about: every water station of the registry with twelve parameters once a minute. The values
/// are a pure function of seed, station and minute; about one section in seven is worse than its target for hours, as in the
/// published feed, so that verdicts, alerts and certificates are part of the work.
/// </summary>
internal sealed class WaterLoad(long seed)
{
    public const int ParametersPerMessage = 12;

    private static readonly (ParameterCode Code, string Unit, string Format, double Usual, double Swing)[] Items =
    [
        Item("w01001", "F2", 7.6, 0.05),
        Item("w01003", "F1", 12, 0.4),
        Item("w01009", "F2", 7.9, 0.06),
        Item("w01010", "F1", 19, 0.1),
        Item("w01014", "F1", 380, 0.05),
        Item("w01019", "F2", 2.6, 0.2),
        Item("w21001", "F2", 1.4, 0.2),
        Item("w21003", "F3", 0.21, 0.4),
        Item("w21011", "F3", 0.055, 0.35),
        Item("w00000", "F1", 210, 0.3),
        Item("w01016", "F1", 6, 0.4),
        Item("w19011", "F2", 0.12, 0.3),
    ];

    public IReadOnlyList<RegisteredSection> Stations { get; } = FleetRegistry.WaterSections;

    public static DateTimeOffset WholeMinute(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 60 * 60);

    /// <summary>The message of a station at a minute, as the gateway maps and spools it.</summary>
    public Telemetry At(int station, DateTimeOffset minute)
    {
        var section = Stations[station];
        var readings = new Reading[Items.Length];
        for (var i = 0; i < Items.Length; i++)
        {
            var key = new ReadingKey(Items[i].Code, ReadingKind.Instant, minute, TimeSpan.Zero, ReadingSource.Automatic);
            readings[i] = new Reading(key, Text(station, minute, i), "N", Items[i].Unit);
        }

        return new Telemetry(section.Station, section.Mn, StationKind.Water, "hj212", "2011", minute.AddSeconds(5), minute.AddSeconds(5.1), readings);
    }

    /// <summary>The messages of all stations, minute by minute.</summary>
    public IEnumerable<Telemetry> Messages(DateTimeOffset from, int minutes) =>
        Enumerable.Range(0, minutes).SelectMany(m => Enumerable.Range(0, Stations.Count).Select(s => At(s, from.AddMinutes(m))));

    /// <summary>The same values as the data area of an HJ 212 upload (CN=2011).</summary>
    /// <param name="isBad">The oxygen of a dead river instead.</param>
    public string Hj212Data(int station, DateTimeOffset minute, bool isBad = false) => string.Join(
        ';',
        Items.Select((item, i) => $"{item.Code}-Rtd={(isBad && i == 2 ? "0.80" : Text(station, minute, i))},{item.Code}-Flag=N").Prepend($"DataTime={ChinaTime.Of(minute):yyyyMMddHHmmss}"));

    /// <summary>True in a bad stretch: twelve hours with four times the usual ammonia.</summary>
    public bool IsBad(int station, DateTimeOffset minute) => Draw(station, minute.ToUnixTimeSeconds() / 43_200, 99) < 1 / 7.0;

    private string Text(int station, DateTimeOffset minute, int item)
    {
        var (_, _, format, usual, swing) = Items[item];
        var isBad = item == 7 && IsBad(station, minute);
        var level = usual * (0.8 + (0.4 * Draw(station, 0, item))) * (1 + (swing * (Draw(station, minute.ToUnixTimeSeconds() / 60, item) - 0.5)));
        return (isBad ? level * 4 : level).ToString(format, CultureInfo.InvariantCulture);
    }

    // SplitMix64 of the place: no state, so any message can be made alone and by any thread.
    private double Draw(long station, long time, long item)
    {
        var z = unchecked((ulong)((seed * 0x2545F491) + (station * 0x1000003) + (time * 0x5DEECE66D) + (item * 0x9E3779B1)) + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private static (ParameterCode Code, string Unit, string Format, double Usual, double Swing) Item(string code, string format, double usual, double swing)
    {
        var parameter = ParameterCode.Parse(code);
        return (parameter, ParameterCatalogue.Find(parameter)?.Unit ?? "", format, usual, swing);
    }
}
