using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Silo.Series;
using Monitoring.Storage;
using Monitoring.Storage.Series;

namespace Monitoring.Silo.Tests.Series;

/// <summary>A silo on a real file whose raw series follows step by step, when a test says so.</summary>
internal sealed class FollowedSilo : IAsyncDisposable
{
    private SeriesFollower? follower;

    public SiloUnderTest Silo { get; } = new();

    public SimulatedSeries Series { get; } = new();

    public SeriesStatus Status { get; } = new(TimeProvider.System);

    public ISeriesOutbox Outbox => Silo.Store.Outbox;

    /// <summary>As a silo starts that has the series in its configuration.</summary>
    public async Task Follow(string place = "here", SeriesOptions? options = null, string holder = "silo", ISeriesStore? series = null)
    {
        follower = Follower(place, holder, options, series);
        await follower.StartingAsync(default);
    }

    public SeriesFollower Follower(string place = "here", string holder = "silo", SeriesOptions? options = null, ISeriesStore? series = null) =>
        new(Outbox, series ?? Series, new SeriesPlace(place, holder), options ?? new SeriesOptions { BatchReadings = 24 }, Silo.Clock, Status, NullLogger<SeriesFollower>.Instance);

    /// <summary>One batch; false when nothing was left to tell.</summary>
    public Task<bool> Step() => follower!.Step(default);

    /// <summary>As a silo ends in good order.</summary>
    public Task Stop() => follower!.StoppedAsync(default);

    public async Task TellAll()
    {
        while (await Step())
        {
            // Until nothing is left.
        }
    }

    /// <summary>So long after its answer that the server has forgotten what nobody waits for.</summary>
    public async Task TellDoubts()
    {
        Silo.Clock.Advance(new SeriesOptions().TellAgainAfter);
        await TellAll();
    }

    /// <summary>The current readings of the state store.</summary>
    public async Task<Dictionary<(StationId Station, ReadingKey Key), StoredReading>> Current(params string[] parameters)
    {
        var all = new Dictionary<(StationId, ReadingKey), StoredReading>();
        foreach (var parameter in parameters)
        {
            foreach (var history in await Silo.Readings(Message.River, parameter))
            {
                all[(Message.River, history.Current.Reading.Key)] = history.Current;
            }
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        Status.Dispose();
        await Silo.DisposeAsync();
    }
}
