namespace Monitoring.Storage.Postgres;

/// <summary>Whose the stations of a database are.</summary>
public enum StoreOwnership
{
    /// <summary>One process has them all; a second one is refused.</summary>
    Exclusive,

    /// <summary>Several processes agree elsewhere whose each station is; one that wants all is refused while any of them is there.</summary>
    Shared,

    /// <summary>None: the process stands beside those that have them.</summary>
    Beside,
}
