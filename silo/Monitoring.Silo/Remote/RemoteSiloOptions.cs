namespace Monitoring.Silo.Remote;

/// <summary>Where the stations are, when they are not in this process.</summary>
public sealed class RemoteSiloOptions
{
    public const string Section = "Silo";

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostPatience = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostStartPatience = TimeSpan.FromDays(1);

    /// <summary>Address of the silo that owns the data folder; null: the stations are in this process.</summary>
    public Uri? Url { get; set; }

    /// <summary>The key of the data folder may travel in clear to another machine: only where the line between both is trusted.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>How long a command may take before its caller hears that the silo is away.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a start waits for the silo to make the store of the data folder, or to bring it to this version.</summary>
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first thing wrong, in words that name the key; null when there is none.</summary>
    public string? Fault()
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            return $"{Section}:{nameof(Url)} needs an address such as http://127.0.0.1:8081, not '{Url}'";
        }

        if (Url is { Scheme: "http", IsLoopback: false } && !AllowPlainHttp)
        {
            return $"{Section}:{nameof(Url)} {Url} would carry the key of the data folder over the network in clear: "
                + $"name an https address, or set {Section}:{nameof(AllowPlainHttp)} to true where the line is trusted";
        }

        if (Patience < LeastPatience || Patience > MostPatience)
        {
            return $"{Section}:{nameof(Patience)} needs a time from {LeastPatience} to {MostPatience}, not {Patience}";
        }

        return StartPatience < TimeSpan.Zero || StartPatience > MostStartPatience
            ? $"{Section}:{nameof(StartPatience)} needs a time from {TimeSpan.Zero} to {MostStartPatience}, not {StartPatience}"
            : null;
    }
}
