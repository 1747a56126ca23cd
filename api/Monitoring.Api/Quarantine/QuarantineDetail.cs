using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Api.Quarantine;

/// <summary>A refused message with its bytes.</summary>
/// <param name="KeptBytes">How many of <paramref name="TotalBytes"/> were kept.</param>
/// <param name="Text">The bytes as an escaped frame that <c>decode hj212</c> reads: <c>\r \n \0 \\ \xNN</c>.</param>
/// <param name="Hex">The same bytes in hexadecimal.</param>
internal sealed record QuarantineDetail(
    long Id, DateTimeOffset At, string Door, string Peer, string? Mn, string Reason, string Detail, long TotalBytes, int KeptBytes, string Text, string Hex, ReplayResponse? Replay)
{
    public static QuarantineDetail Of(QuarantinedMessage m) => new(
        m.Id, m.At, m.Door, m.Peer, m.Mn, m.Reason, m.Detail, m.TotalBytes, m.Bytes.Length, Hj212Escapes.Escape(m.Bytes), Convert.ToHexStringLower(m.Bytes), ReplayResponse.Of(m.Replay));
}
