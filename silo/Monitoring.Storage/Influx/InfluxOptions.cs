using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Influx;

/// <summary>Which of the two addresses for line protocol a server is written at.</summary>
public enum InfluxApi
{
    /// <summary><c>/write</c>: InfluxDB 1 and everything that speaks like it.</summary>
    V1 = 1,

    /// <summary><c>/api/v2/write</c>: InfluxDB 1.8, 2 and 3.</summary>
    V2 = 2,
}

/// <summary>Where the raw series is, and how patient its writer is.</summary>
public sealed partial class InfluxOptions
{
    public const string Section = "Storage:Series:Influx";

    /// <summary>Address of the server, such as <c>http://127.0.0.1:8086</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>Where it is written; it is read at <c>/query</c> in any case.</summary>
    public InfluxApi Api { get; set; } = InfluxApi.V1;

    /// <summary>Written at <c>/write</c> and read at <c>/query</c>; of InfluxDB 2 the database that is mapped to the bucket.</summary>
    public string Database { get; set; } = "monitoring";

    /// <summary>Of the database; empty is its default one. It says how long the series is kept.</summary>
    public string RetentionPolicy { get; set; } = "";

    /// <summary>Owner of the bucket; InfluxDB 2 only.</summary>
    public string Organization { get; set; } = "";

    /// <summary>Written at <c>/api/v2/write</c>; of InfluxDB 1.8 <c>database/policy</c>.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The name under which the points stand.</summary>
    public string Measurement { get; set; } = "reading";

    /// <summary>Login by name, of InfluxDB 1.</summary>
    public string User { get; set; } = "";

    /// <summary>Of <see cref="User"/>; for the environment, not for a file that others read.</summary>
    public string Password { get; set; } = "";

    /// <summary>File whose first line is the password.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Login of InfluxDB 2 and 3; for the environment, not for a file that others read.</summary>
    public string Token { get; set; } = "";

    /// <summary>File whose first line is the token.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Sends a password or a token without TLS to another machine.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Patience for one request.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Patience for a request with its repeats; then the follower comes again with what is current by then.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause before the first repeat; it doubles with each.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause, also where the server asks for a longer one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What of it makes no sense, each in a line that names its key; secrets are never part of a line.</summary>
    public IEnumerable<string> Faults(SeriesKind kind)
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return $"{Section}:Url names the server, such as http://127.0.0.1:8086";
            yield break;
        }

        // First, for the other lines name the address.
        if (Url.UserInfo.Length > 0)
        {
            yield return $"{Section}:Url has a password in it: use {Section}:User and {Section}:PasswordFile";
            yield break;
        }

        if (Database.Length == 0)
        {
            yield return $"{Section}:Database is written and read at {Url.GetLeftPart(UriPartial.Authority)}";
        }

        if ((kind is SeriesKind.InfluxClient || Api is InfluxApi.V2) && Bucket.Length == 0)
        {
            yield return $"{Section}:Bucket is written at {Url.GetLeftPart(UriPartial.Authority)}/api/v2/write";
        }

        // The library sends no request without it.
        if (kind is SeriesKind.InfluxClient && Organization.Length == 0)
        {
            yield return $"{Section}:Organization owns the bucket";
        }

        if (!PlainName().IsMatch(Measurement))
        {
            yield return $"{Section}:Measurement is letters, digits, '_', '-' and '.'";
        }

        var hasSecret = (Token + TokenFile + Password + PasswordFile).Length > 0;
        if (hasSecret && Url.Scheme == "http" && !Url.IsLoopback && !AllowPlainHttp)
        {
            yield return $"{Section}:Url would carry a password or token without TLS: use https, or set {Section}:AllowPlainHttp=true on a network of your own";
        }

        foreach (var (key, file) in new[] { (nameof(PasswordFile), PasswordFile), (nameof(TokenFile), TokenFile) })
        {
            if (file.Length > 0 && !File.Exists(file))
            {
                yield return $"{Section}:{key} names {file}, which is not there";
            }
        }
    }

    /// <summary>The token, or empty.</summary>
    public string TokenText() => Secret(Token, TokenFile);

    /// <summary>The password, or empty.</summary>
    internal string PasswordText() => Secret(Password, PasswordFile);

    /// <summary>What tells this series from any other: another place has to be told everything.</summary>
    public string Place(SeriesKind kind) => kind is not SeriesKind.InfluxClient && Api is InfluxApi.V1
        ? $"{Url!.GetLeftPart(UriPartial.Path).TrimEnd('/')} {Database}/{RetentionPolicy} {Measurement}"
        : $"{Url!.GetLeftPart(UriPartial.Path).TrimEnd('/')} {Organization}/{Bucket} {Measurement}";

    private static string Secret(string text, string file) => text.Length > 0 || file.Length == 0 ? text : File.ReadLines(file).FirstOrDefault("").Trim();

    [GeneratedRegex("^[A-Za-z0-9_.-]+$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainName();
}
