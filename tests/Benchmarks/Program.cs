using System.CommandLine;
using Monitoring.Benchmarks.Backlog;
using Monitoring.Benchmarks.Decode;
using Monitoring.Benchmarks.Ingest;
using Monitoring.Benchmarks.Overload;
using Monitoring.Benchmarks.Store;
using Monitoring.Benchmarks.Walk;
using Monitoring.Benchmarks.Year;

namespace Monitoring.Benchmarks;

/// <summary>One verb per question; each prints its seed, the machine, its figures and its rows for docs/performance.md.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Measures Monitoring, each figure beside a baseline of the same run.");
        Command[] questions =
        [
            DecodeCommand.Create(TimeProvider.System),
            IngestCommand.Create(TimeProvider.System),
            BacklogCommand.Create(TimeProvider.System),
            OverloadCommand.Create(TimeProvider.System),
            OpenCommand.Create(TimeProvider.System),
            StoreCommand.Create(TimeProvider.System),
            StoresCommand.Create(TimeProvider.System),
            WalkCommand.Create(TimeProvider.System),
            YearCommand.Create(TimeProvider.System),
        ];
        foreach (var question in questions)
        {
            root.Subcommands.Add(question);
        }

        return root.Parse(args).InvokeAsync();
    }
}
