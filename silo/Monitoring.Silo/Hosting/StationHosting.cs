using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Silo.Grains;

namespace Monitoring.Silo.Hosting;

/// <summary>A way to give every station its one owner; <c>Silo:Host</c> chooses one by its name.</summary>
/// <param name="Add">Registers an <see cref="IStationRouter"/>, an <see cref="ISilenceWatch"/> and a health check of the stations.</param>
public sealed record StationHosting(string Name, Action<IServiceCollection, IConfiguration> Add)
{
    /// <summary>The stations are in this process, all of them.</summary>
    public static readonly StationHosting InProcess = new("inprocess", static (services, _) => services.AddInProcessStations());

    private const string Key = $"{SiloOptions.Section}:{nameof(SiloOptions.Host)}";

    /// <summary>True where other silos write the same store.</summary>
    public bool SharesStore { get; init; }

    internal static StationHosting Chosen(IConfiguration configuration, IReadOnlyList<StationHosting> others)
    {
        var name = configuration[Key] ?? InProcess.Name;
        StationHosting[] known = [InProcess, .. others];
        return Array.Find(known, h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new StartFailure($"{Key} is '{name}', and this build has {string.Join(" and ", known.Select(h => h.Name))} only: docs/operations/full-feed.md says how to build with more")
            {
                IsWrongUsage = true,
            };
    }
}
