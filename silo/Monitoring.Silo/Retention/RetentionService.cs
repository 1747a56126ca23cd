using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Retention;

/// <summary>Forgets by the rules, at the start and then every few hours. What fails is tried again at the next round.</summary>
internal sealed partial class RetentionService(IMonitoringStore store, IOptions<SiloOptions> options, TimeProvider clock, ILogger<RetentionService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    /// <summary>One round.</summary>
    public static async Task<Forgotten> Round(IRetention retention, RetentionOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var gone = Forgotten.Nothing;
        if (RetentionRule.RawForgottenBefore(options, now) is { } raw)
        {
            gone += await retention.ForgetRaw(raw, WaterJudge.Reach, cancellationToken);
        }

        if (RetentionRule.HoursForgottenBefore(options, now) is { } hours)
        {
            gone += await retention.ForgetHours(hours, cancellationToken);
        }

        return gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rules = options.Value.Retention;
        if (rules.RawDays is null)
        {
            return;
        }

        // The start of everything else does not wait for it.
        await Task.Yield();
        using var rounds = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var gone = await Round(store.Retention, rules, clock.GetUtcNow(), stoppingToken);
                if (gone != Forgotten.Nothing)
                {
                    WasForgotten(log, gone.Readings, gone.Verdicts, gone.Hours);
                }
            }
            catch (Exception e) when (StoreFault.IsOfTheStore(e))
            {
                RoundFailed(log, e.Message);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "forgotten by Silo:Retention: {Readings} readings, {Verdicts} verdicts, {Hours} hourly aggregates")]
    private static partial void WasForgotten(ILogger log, long readings, long verdicts, long hours);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the store did not let the rules of retention be followed: {Reason}")]
    private static partial void RoundFailed(ILogger log, string reason);
}
