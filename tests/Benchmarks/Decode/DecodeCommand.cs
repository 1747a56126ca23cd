using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Monitoring.Benchmarks.Figures;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Decode;

/// <summary>How many frames of HJ 212 one core decodes, and what a frame allocates.</summary>
internal static class DecodeCommand
{
    private const double NanosecondsPerSecond = 1e9;

    public static Command Create(TimeProvider clock)
    {
        var command = new Command("decode", "frames per second on one core with their check, every value's code, decimal and mark, and bytes allocated");
        command.SetAction(_ => Run(clock));
        return command;
    }

    private static int Run(TimeProvider clock)
    {
        var benchmark = new DecodeBenchmark();
        if (benchmark.Codec() != benchmark.StringsAndSplit())
        {
            Report.Say("decode: the decoders disagree");
            return 1;
        }

        var report = new Report("dotnet run --project tests/Benchmarks -c Release -- decode", DecodeBenchmark.Seed, clock);

        using var artifacts = new TemporaryFolder();

        // In this process: a generated project of its own would not restore under central package versions.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(artifacts.Path);
        var summary = BenchmarkRunner.Run<DecodeBenchmark>(config);
        var (codec, baseline) = (Of(summary, nameof(DecodeBenchmark.Codec)), Of(summary, nameof(DecodeBenchmark.StringsAndSplit)));
        report.Row($"decode {WaterFrames.FrameLength}-byte frames, one core", PerSecond(codec), "frames/s", "strings and Split", PerSecond(baseline), "1,000,000 frames/s");
        report.Row($"decode {WaterFrames.FrameLength}-byte frames, allocated", Allocated(codec), "B/frame", "strings and Split", Allocated(baseline), "0 B");
        report.PrintRows();
        return 0;
    }

    private static BenchmarkReport Of(Summary summary, string method) => summary.Reports.Single(r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);

    private static double PerSecond(BenchmarkReport report) => NanosecondsPerSecond / report.ResultStatistics!.Median;

    private static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN;
}
