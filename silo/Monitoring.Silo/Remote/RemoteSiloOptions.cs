namespace Monitoring.Silo.Remote;

/// <summary>Where the stations are, when they are not in this process.</summary>
public sealed class RemoteSiloOptions
{
    public const string Section = "Silo";

    /// <summary>Address of the silo that owns the data folder; null: the stations are in this process.</summary>
    public Uri? Url { get; set; }

    /// <summary>How long a command may take before its caller hears that the silo is away.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a start waits for the silo to make the store of the data folder, or to bring it to this version.</summary>
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromMinutes(1);
}
