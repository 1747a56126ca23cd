using System.Collections.Frozen;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>What a reading adds to its windows: a number, when its mark is valid, its unit is the expected one and it is one.</summary>
public static class Contribution
{
    // Sums must stay exact: ten thousand numbers within these bounds fit into a decimal without losing a digit.
    private const decimal Largest = 1_000_000_000_000m;
    private const int MostDecimals = 12;

    // What is known by name and is no concentration, count, level of sound or distance from a true zero: a concentration
    // below zero is invalid, and -1 stands for "not measured" in several sources.
    private static readonly FrozenSet<string> MayBeNegative = FrozenSet.Create(
        StringComparer.Ordinal,
        "w00000", // Flow: a backwater flows upstream.
        "w01010", // Water temperature.
        "a01001", // Air temperature.
        "a01012", // Flue gas temperature.
        "a01013", // Flue gas pressure, against that of the air.
        "a01015"); // Cooler temperature.

    /// <summary>The number, of a value below the detection limit half of the limit; null when the value is received but not valid.</summary>
    public static decimal? Of(Reading reading, StationKind kind) =>
        HasExpectedUnit(reading, kind)
        && MeasuredValue.Read(reading.Text, reading.Flag, LowestOf(reading.Key.Parameter), Largest).Number is { } number && decimal.Round(number, MostDecimals) == number
            ? number
            : null;

    // A window has one unit: that of the catalogue, which is also the limits'. Nothing is converted silently.
    private static bool HasExpectedUnit(Reading reading, StationKind kind) => ParameterCatalogue.Find(reading.Key.Parameter) is not { } known
        || UnitText.Agrees(reading.Unit, kind is StationKind.Source ? known.SourceUnit ?? known.Unit : known.Unit);

    // Of what the catalogue does not know nothing can be said: a water level may lie below its datum.
    private static decimal LowestOf(ParameterCode parameter) =>
        MayBeNegative.Contains(parameter.Value) || ParameterCatalogue.Find(parameter) is null ? -Largest : 0;

    public static Aggregate Add(Aggregate aggregate, Reading reading, StationKind kind) => Of(reading, kind) is { } value
        ? aggregate with
        {
            Received = aggregate.Received + 1,
            Valid = aggregate.Valid + 1,
            Sum = aggregate.Sum + value,
            Min = value < aggregate.Min ? value : aggregate.Min ?? value,
            Max = value > aggregate.Max ? value : aggregate.Max ?? value,
        }
        : aggregate with { Received = aggregate.Received + 1 };
}
