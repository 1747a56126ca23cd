using System.Text;
using Monitoring.Compliance.Certificates;

namespace Monitoring.Fuzz.Targets;

/// <summary>A stranger's certificate: it agrees only when it is one of ours to the last byte.</summary>
public sealed class CertificateTarget : FuzzTarget
{
    public override string Name => "certificates";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Certificates;

    public override IReadOnlyList<byte[]> Words { get; } = Texts("{", "}", "[", "]", ":", ",", "null", "true", "\"\"", "\"N\"", "\"F\"", "\"inputs\"", "\"edition\"", "\"value\"", "\"kind\"", "-1", "[[[[[[[[", "\"w01019\"");

    public override IReadOnlyList<string> Demanded => ["agrees", "differs", "no certificate"];

    public override int LongestInput => 32 * 1024;

    public override int ShortRuns => 4_000;

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var json = Encoding.UTF8.GetString(input);
        var replay = Certificate.Replay(json);
        outcomes.Add(replay.Recomputed is null ? "no certificate" : replay.Agrees ? "agrees" : "differs");
        Hold(!replay.Agrees || replay.Recomputed?.Json == json, "agreement means the same bytes");
        return ValueTask.CompletedTask;
    }
}
