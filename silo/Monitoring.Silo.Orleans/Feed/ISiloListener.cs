using Orleans.Services;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>In each silo one: what the others tell it.</summary>
[Alias("monitoring.silo-listener")]
internal interface ISiloListener : IGrainService
{
    /// <summary>Events of stations that the sender owns, as lines of the feed.</summary>
    /// <param name="hasMissed">True when earlier ones did not arrive.</param>
    [Alias("hear")]
    [ResponseTimeout("00:00:05")]
    Task Hear(byte[][] lines, bool hasMissed);

    /// <summary>Looks for stations that have fallen silent.</summary>
    [Alias("look")]
    Task Look();
}
