using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Testing;

namespace Monitoring.Fuzz.Targets;

/// <summary>
/// Batches that are well formed and absurd, into real stations and a real store. Every entry is settled: a receipt that leaves one out
/// would make its gateway send it for ever, and "cannot be stored" is an exception that somebody caught.
/// </summary>
public sealed class IngestTarget : FuzzTarget
{
    // A store of its own for so many batches: the disk is bounded, and so are the stations that inputs invent.
    private const int BatchesPerStore = 4_000;

    private IHost? silo;
    private TemporaryFolder? folder;
    private int batches;

    public override string Name => "ingest";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        UplinkMessages.Batch(UplinkMessages.Message("A500000_0007", ("w01009", "7.10"), ("w01001", "7.21"))),
        UplinkMessages.Batch(UplinkMessages.Message("AIR-1", ("a34004", "35"), ("a05024", "112")), UplinkMessages.Message("B1")),
    ];

    public override IReadOnlyList<string> Demanded => ["no batch", "accepted", "rejected", "unreadable"];

    public override int ShortRuns => 400;

    public override void Repair(Dice dice, List<byte> bytes) => UplinkMessages.Reshape(dice, bytes, isBatch: true);

    public override Task Start() => Restart();

    public override async ValueTask Take(byte[] input, Outcomes outcomes)
    {
        if (!UplinkWire.TryReadBatch(input, out var batch, out _))
        {
            outcomes.Add("no batch");
            return;
        }

        if (++batches % BatchesPerStore == 0)
        {
            await Restart();
        }

        var receipt = await silo!.Services.GetRequiredService<IIngest>().Accept(batch, CancellationToken.None);
        foreach (var sequence in batch.Entries.Select(e => e.Sequence))
        {
            var isAccepted = receipt.Accepted.Any(r => r.First <= sequence && sequence <= r.Last);
            Hold(isAccepted || receipt.Rejected.Any(r => r.Sequence == sequence), $"entry {sequence} is settled");
            outcomes.Add(isAccepted ? "accepted" : "rejected");
        }

        foreach (var rejected in receipt.Rejected)
        {
            Hold(!rejected.Reason.StartsWith("cannot be stored", StringComparison.Ordinal), $"a reason is the product's own, not '{rejected.Reason}'");
        }

        if (batch.Entries.Any(e => !UplinkWire.TryRead(e.Message.Span, out _, out _)))
        {
            outcomes.Add("unreadable");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        await base.DisposeAsync();
    }

    private async Task Restart()
    {
        await Stop();
        folder = new TemporaryFolder();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Silo:DataFolder"] = folder.Path, ["Silo:SeedRegistry"] = "false" });
        builder.Services.AddSilo(builder.Configuration);
        silo = builder.Build();
        await silo.StartAsync();
    }

    private async Task Stop()
    {
        if (silo is IAsyncDisposable running)
        {
            await silo.StopAsync();
            await running.DisposeAsync();
            folder!.Dispose();
        }
    }
}
