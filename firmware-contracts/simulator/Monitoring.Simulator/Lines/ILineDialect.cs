using System.Buffers;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Lines;

/// <summary>An acknowledgement or a refusal that came back.</summary>
/// <param name="Key">What it answers (<see cref="ILineDialect.Write"/>).</param>
/// <param name="Outcome">What it says.</param>
public readonly record struct LineAnswer(string Key, ExchangeOutcome Outcome);

/// <summary>What is spoken on a line: HJ 212 frames or MQTT packets.</summary>
public interface ILineDialect
{
    /// <summary>Bytes that open a new connection; empty when the first message does.</summary>
    ReadOnlyMemory<byte> Greeting { get; }

    /// <summary>Writes a message and gives the key that its answer will have. A repeat gets the same key.</summary>
    string Write(Upload upload, bool isRepeat, IBufferWriter<byte> output);

    /// <summary>
    /// Takes what it can from the buffer: false when more bytes are needed. An answer with an empty key concerns the connection
    /// itself: acknowledged, it may be used; refused, it is of no use.
    /// </summary>
    /// <exception cref="InvalidDataException">The peer does not speak this language; the connection is closed.</exception>
    bool TryRead(ref ReadOnlySequence<byte> buffer, out LineAnswer? answer);
}
