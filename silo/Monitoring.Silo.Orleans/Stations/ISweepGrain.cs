namespace Monitoring.Silo.Orleans.Stations;

/// <summary>The one clock of the cluster's stations: wakes those that wait for an hour's end, and lets every silo look for silent ones.</summary>
[Alias("monitoring.sweep")]
internal interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>From now on it sweeps, in whichever silo, until the end of the cluster.</summary>
    [Alias("begin")]
    Task Begin();

    /// <summary>What the reminder does.</summary>
    [Alias("sweep")]
    Task Sweep();
}
