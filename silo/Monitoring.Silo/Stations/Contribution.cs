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
    public static decimal? Of(Reading reading, StationKind kind)
    {
        var known = ParameterCatalogue.Find(reading.Key.Parameter);
        return HasExpectedUnit(reading, known, kind) && MeasuredValue.Read(reading.Text, reading.Flag, LowestOf(known), Largest).Number is { } number && HasFewDecimals(number)
            ? number
            : null;
    }

    /// <param name="value">As <see cref="Of"/> gives it.</param>
    public static Aggregate Add(Aggregate aggregate, decimal? value) => value is { } number
        ? aggregate with
        {
            Received = aggregate.Received + 1,
            Valid = aggregate.Valid + 1,
            Sum = aggregate.Sum + number,
            Min = number < aggregate.Min ? number : aggregate.Min ?? number,
            Max = number > aggregate.Max ? number : aggregate.Max ?? number,
        }
        : aggregate with { Received = aggregate.Received + 1 };

    // A window has one unit: that of the catalogue, which is also the limits'. Nothing is converted silently.
    private static bool HasExpectedUnit(Reading reading, Parameter? known, StationKind kind) => known is null
        || UnitText.Agrees(reading.Unit, kind is StationKind.Source ? known.SourceUnit ?? known.Unit : known.Unit);

    // Of what the catalogue does not know nothing can be said: a water level may lie below its datum.
    private static decimal LowestOf(Parameter? known) => known is null || MayBeNegative.Contains(known.Code.Value) ? -Largest : 0;

    private static bool HasFewDecimals(decimal number) => number.Scale <= MostDecimals || decimal.Round(number, MostDecimals) == number;
}
