using System.Globalization;

namespace Monitoring.Benchmarks.Figures;

/// <summary>
/// What one run says: a head with command, seed and machine, figures as they come, and at the end its rows for the table of
/// docs/performance.md (question, figure, baseline, ratio, target, machine, date, command).
/// </summary>
internal sealed class Report
{
    private readonly string command;
    private readonly DateTimeOffset date;
    private readonly List<string> rows = [];

    /// <param name="command">The whole command that repeats the run, from the repository's root.</param>
    /// <param name="seed">What the input was drawn from.</param>
    /// <param name="clock">Dates the rows.</param>
    public Report(string command, long seed, TimeProvider clock)
    {
        this.command = command;
        date = clock.GetUtcNow();
        Say($"command: {command}");
        Say($"seed:    {seed}");
        Say($"machine: {Machine.Description}, load {Machine.LoadAverage()}");
    }

    public static void Say(string line) => Console.WriteLine(line);

    /// <summary>A figure beside the baseline measured in the same run; the ratio is figure ÷ baseline.</summary>
    public void Row(string question, double figure, string unit, string baseline, double baselineFigure, string target)
    {
        Say($"{question}: {Text(figure)} {unit}; {baseline}: {Text(baselineFigure)} {unit}; ratio {Text(figure / baselineFigure)}; target {target}");
        Add(question, $"{Text(figure)} {unit}", $"{baseline}: {Text(baselineFigure)} {unit}", Text(figure / baselineFigure), target);
    }

    /// <summary>A figure that is held against a bound, not against a baseline.</summary>
    public void Row(string question, double figure, string unit, string target)
    {
        Say($"{question}: {Text(figure)} {unit}; target {target}");
        Add(question, $"{Text(figure)} {unit}", "–", "–", target);
    }

    public void PrintRows()
    {
        Say("");
        foreach (var row in rows)
        {
            Say(row);
        }
    }

    private void Add(string question, string figure, string baseline, string ratio, string target) =>
        rows.Add($"| {question} | {figure} | {baseline} | {ratio} | {target} | {Machine.Description}, load {Machine.LoadAverage()} | {date:yyyy-MM-dd} | `{command}` |");

    private static string Text(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.0#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
