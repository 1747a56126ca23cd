using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>What a reading adds to its windows: a number, when its mark is valid and it is one.</summary>
public static class Contribution
{
    // Sums must stay exact: ten thousand numbers within these bounds fit into a decimal without losing a digit.
    private const decimal Largest = 1_000_000_000_000m;
    private const int MostDecimals = 12;

    /// <summary>The number, of a value below the detection limit half of the limit; null when the value is received but not valid.</summary>
    public static decimal? Of(Reading reading) =>
        MeasuredValue.Read(reading.Text, reading.Flag, -Largest, Largest).Number is { } number && decimal.Round(number, MostDecimals) == number
            ? number
            : null;

    public static Aggregate Add(Aggregate aggregate, Reading reading) => Of(reading) is { } value
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
