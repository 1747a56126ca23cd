using System.CommandLine;
using System.Globalization;

namespace Monitoring.Silo.Hosting;

/// <summary>
/// The options of a silo that runs, beside the verbs. What is given becomes a layer of configuration above the environment; what is not
/// given stays with it.
/// </summary>
internal static class SiloCommandLine
{
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of the store (default ./data)" };
    private static readonly Option<int?> Http = new("--http") { HelpName = "PORT", Description = $"port of ingest, health, metrics and the APIs' door (default {ServedSilo.UsualPort}, 0 = any free one)" };
    private static readonly Option<string> Listen = new("--listen") { HelpName = "ADDRESS", Description = "IP address of the door (default 127.0.0.1: this machine only)" };

    /// <summary>Without a verb the arguments go to <paramref name="serve"/> as configuration keys.</summary>
    public static RootCommand Create(Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task<int>> serve, params IEnumerable<Command> verbs)
    {
        var root = new RootCommand("The silo of Monitoring: owns the stations, judges them and keeps what they measured") { Data, Http, Listen };
        foreach (var verb in verbs)
        {
            root.Add(verb);
        }

        root.SetAction((result, cancellation) => serve(Keys(result), cancellation));
        return root;
    }

    private static Dictionary<string, string?> Keys(ParseResult result) => new (string Key, string? Value)[]
    {
        (ServedSilo.DataKey, result.GetValue(Data)),
        (ServedSilo.HttpKey, result.GetValue(Http)?.ToString(CultureInfo.InvariantCulture)),
        (ServedSilo.ListenKey, result.GetValue(Listen)),
    }.Where(k => k.Value is not null).ToDictionary(k => k.Key, k => k.Value);
}
