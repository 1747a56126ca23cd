using System.Globalization;
using Spectre.Console;

namespace Monitoring.Silo.Import;

/// <summary>Shows an import to its user: a bar on a terminal, a line now and then elsewhere.</summary>
internal sealed class ImportConsole(IAnsiConsole console)
{
    private const int Tenths = 10;

    public async Task<ImportResult> Show(string title, Func<IProgress<ImportProgress>, Task<ImportResult>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal)
        {
            return await work(new PlainLines(title, console));
        }

        ImportResult? result = null;
        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                result = await work(new Bar(task));
            });
        return result!;
    }

    /// <summary>What became of the rows; lines of one reason together, as ranges.</summary>
    public void Say(ImportResult result)
    {
        Line($"{result.Stored} rows stored, {result.Rejected.Count} not taken");
        foreach (var reason in result.Rejected.GroupBy(r => r.Reason))
        {
            Line($"  {reason.Count()} × {reason.Key}: {(reason.Count() == 1 ? "line" : "lines")} {LineRanges.Text(reason.Select(r => r.Line))}");
        }
    }

    // Reasons quote the file; its brackets are no markup, and a long line stays one line.
    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);

    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Total == 0 ? 1 : value.Done;
        }
    }

    private sealed class PlainLines(string title, IAnsiConsole console) : IProgress<ImportProgress>
    {
        private int said = -1;

        public void Report(ImportProgress value)
        {
            var tenth = value.Total == 0 ? Tenths : value.Done * Tenths / value.Total;
            if (tenth > said)
            {
                said = tenth;
                console.Profile.Out.Writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {value.Done}/{value.Total} rows"));
            }
        }
    }
}

/// <summary>Line numbers as people write them: 3, 7-12, 40.</summary>
internal static class LineRanges
{
    public static string Text(IEnumerable<int> lines) =>
        string.Join(", ", Ingest.SequenceRanges.Of(lines.Select(l => (long)l)).Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}-{r.Last}"));
}
