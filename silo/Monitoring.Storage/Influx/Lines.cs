using System.Buffers;
using System.Text;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Influx;

/// <summary>The lines of one write, in one buffer, each with the point it says.</summary>
internal sealed class Lines(LineProtocol protocol)
{
    private readonly ArrayBufferWriter<byte> bytes = new(64 * 1024);
    private readonly List<(SeriesPoint Point, int End)> lines = [];
    private Dictionary<string, int>? places;

    public int Count => lines.Count;

    public void Add(SeriesPoint point)
    {
        protocol.Write(bytes, point);
        lines.Add((point, bytes.WrittenCount));
    }

    public SeriesPoint Point(int line) => lines[line].Point;

    /// <summary>Some of the lines, as a server takes them.</summary>
    public ReadOnlyMemory<byte> Body(IReadOnlyList<int> some)
    {
        if (some.Count == Count)
        {
            return bytes.WrittenMemory;
        }

        var body = new ArrayBufferWriter<byte>();
        foreach (var line in some)
        {
            body.Write(Bytes(line).Span);
        }

        return body.WrittenMemory;
    }

    /// <summary>The line that a server quotes in its answer, or null.</summary>
    public int? Find(string text)
    {
        places ??= Enumerable.Range(0, Count).ToDictionary(i => Encoding.UTF8.GetString(Bytes(i).Span).TrimEnd('\n'));
        return places.TryGetValue(text, out var line) ? line : null;
    }

    private ReadOnlyMemory<byte> Bytes(int line)
    {
        var start = line == 0 ? 0 : lines[line - 1].End;
        return bytes.WrittenMemory[start..lines[line].End];
    }
}
