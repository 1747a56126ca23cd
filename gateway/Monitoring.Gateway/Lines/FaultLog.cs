using System.Buffers;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Lines;

/// <summary>
/// What one connection sent and nobody could read, on its way into the quarantine. The first pieces are kept one by one;
/// a stream of them is gathered per reason, first bytes and count, so that ten megabytes of noise are some entries and not
/// ten megabytes.
/// </summary>
internal sealed class FaultLog(TelemetryIntake intake, string door, string peer, LineOptions options, TimeProvider clock)
{
    private const int BytesKept = 4096;

    private readonly Dictionary<QuarantineReason, Gathered> gathered = [];
    private int burstLeft = options.FaultBurst;
    private DateTimeOffset lastKept = DateTimeOffset.MinValue;

    /// <summary>Takes an unreadable piece; completes when it is durable or only counted.</summary>
    public async ValueTask Add(QuarantineReason reason, string detail, string? mn, ReadOnlySequence<byte> raw)
    {
        if (!gathered.TryGetValue(reason, out var pieces))
        {
            gathered[reason] = pieces = new Gathered();
        }

        pieces.Add(detail, mn, raw);
        // Either way: a clock that was set back must not keep a connection silent until it has caught up.
        if ((clock.GetUtcNow() - lastKept).Duration() >= options.FaultInterval)
        {
            burstLeft = options.FaultBurst;
        }

        if (burstLeft > 0)
        {
            burstLeft--;
            lastKept = clock.GetUtcNow();
            await Keep(reason, pieces);
        }
    }

    /// <summary>Keeps what was only counted so far: the connection ends.</summary>
    public async ValueTask Flush()
    {
        foreach (var (reason, pieces) in gathered)
        {
            await Keep(reason, pieces);
        }
    }

    private async ValueTask Keep(QuarantineReason reason, Gathered pieces)
    {
        if (pieces.Count > 0)
        {
            var detail = pieces.Count == 1 ? pieces.Detail : $"{pieces.Count} pieces, the first: {pieces.Detail}";
            var arrival = new Arrival(door, peer, clock.GetUtcNow(), pieces.FirstBytes);
            var (mn, total) = (pieces.Mn, pieces.TotalBytes);
            pieces.Clear();
            await intake.Refuse(arrival, mn, reason, detail, total);
        }
    }

    private sealed class Gathered
    {
        public int Count { get; private set; }

        public string Detail { get; private set; } = "";

        public string? Mn { get; private set; }

        public byte[] FirstBytes { get; private set; } = [];

        public long TotalBytes { get; private set; }

        public void Add(string detail, string? mn, ReadOnlySequence<byte> raw)
        {
            if (Count == 0)
            {
                Detail = detail;
                Mn = mn;
            }

            if (FirstBytes.Length < BytesKept)
            {
                var room = Math.Min(raw.Length, BytesKept - FirstBytes.Length);
                FirstBytes = [.. FirstBytes, .. raw.Slice(0, room).ToArray()];
            }

            Count++;
            TotalBytes += raw.Length;
        }

        public void Clear() => (Count, TotalBytes, FirstBytes, Mn) = (0, 0, [], null);
    }
}
