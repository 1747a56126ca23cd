namespace Monitoring.Gateway.Uplink;

/// <summary>How the spool is emptied.</summary>
public sealed class UplinkOptions
{
    public const string Section = "Uplink";

    /// <summary>The backend's address; null: the backend runs in this process.</summary>
    public Uri? Url { get; set; }

    /// <summary>The gateway's bearer token at the backend.</summary>
    public string? Token { get; set; }

    /// <summary>Most messages in one request: a larger batch drains faster, and repeats more after a lost receipt.</summary>
    public int MaxBatchRows { get; set; } = 4000;

    /// <summary>Most bytes of messages in one request.</summary>
    public int MaxBatchBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Pending messages from which new ones overtake, until a tenth of it is left; else everything goes oldest first.</summary>
    public int LiveLaneFrom { get; set; } = 5000;

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a batch is retried before it is read again, perhaps with newer messages ahead of it.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>First pause after a failure; doubles with jitter up to <see cref="MaxPause"/>, and ends when another lane was answered.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause between attempts, also when the backend asks for more.</summary>
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a backend that keeps failing is left alone before the next attempt; at least half a second.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Compresses requests over HTTP: for thin lines, at the price of processor time.</summary>
    public bool Compress { get; set; }
}
