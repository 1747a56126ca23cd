namespace Monitoring.Protocols.Hj212;

/// <summary>A station as messages to it and from it name it.</summary>
/// <param name="St">Its system code.</param>
/// <param name="Mn">Its number.</param>
/// <param name="Pw">Its password.</param>
public sealed record Hj212Peer(string St, string Mn, string Pw)
{
    internal Hj212Message Message(DateTimeOffset sentAt, int command, Hj212Flag flag, Hj212Cp? cp = null) =>
        new(Hj212Time.WriteQn(sentAt), St, command, Pw, Mn, flag, cp?.ToString() ?? "");
}
