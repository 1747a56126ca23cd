using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>One connection of the own client. Reading and acknowledging run side by side; what leaves is written one packet at a time.</summary>
internal sealed class MqttBrokerSession : IBrokerSession
{
    private readonly PipeReader input;
    private readonly PipeWriter output;
    private readonly Stream connection;
    private readonly SemaphoreSlim writing = new(1);
    private readonly Queue<BrokerDelivery> early = new();
    private readonly TimeSpan keepAlive;
    private readonly int maxPacket;
    private readonly TimeProvider clock;
    private readonly ITimer pinging;
    private long toPassOver;

    public MqttBrokerSession(Stream stream, TimeSpan keepAliveTime, int maxPacketBytes, TimeProvider timeProvider)
    {
        connection = stream;
        keepAlive = keepAliveTime;
        maxPacket = maxPacketBytes;
        clock = timeProvider;
        input = PipeReader.Create(stream);
        output = PipeWriter.Create(stream);
        pinging = clock.CreateTimer(_ => _ = Ping(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>CONNECT and SUBSCRIBE with their answers; what the broker delivers before SUBACK is kept for <see cref="Deliveries"/>.</summary>
    /// <exception cref="IOException">The broker refused or closed.</exception>
    public async Task Begin(MqttConnect connect, MqttSubscription subscription, ushort packetId, CancellationToken cancellationToken)
    {
        await Send(packet => MqttWriter.WriteConnect(connect, packet), cancellationToken);
        await Until(
            packet => packet.Type is MqttPacketType.Connack
                ? packet.ConnectResult is MqttConnectResult.Accepted ? true : throw new IOException($"the broker refused the connection: {packet.ConnectResult}")
                : throw new IOException($"the broker began with {packet.Type}"),
            cancellationToken);
        await Send(packet => MqttWriter.WriteSubscribe(packetId, [subscription], packet), cancellationToken);
        await Until(
            packet => packet.Type is MqttPacketType.Suback && (packet.Granted is [not null]
                ? true
                : throw new IOException($"the broker refused the subscription to {subscription.Filter}")),
            cancellationToken);
        pinging.Change(keepAlive / 2, keepAlive / 2);
    }

    public async IAsyncEnumerable<BrokerDelivery> Deliveries([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            while (early.TryDequeue(out var delivery))
            {
                yield return delivery;
            }

            await Until(static _ => true, cancellationToken);
        }
    }

    public async ValueTask Acknowledge(BrokerDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Receipt is ushort packetId)
        {
            await Send(packet => MqttWriter.WritePuback(packetId, packet), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await pinging.DisposeAsync();
        await connection.DisposeAsync();
    }

    // Reads until a packet satisfies; publications met on the way are queued.
    private async ValueTask Until(Func<MqttPacket, bool> isAwaited, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await Read(cancellationToken);
            var buffer = result.Buffer;
            PassOver(ref buffer);
            var isMet = false;
            while (!isMet)
            {
                var before = buffer;
                var status = MqttReader.Read(ref buffer, maxPacket, out var packet, out var fault);
                if (fault == MqttFault.TooLarge)
                {
                    // The broker would deliver it again to each new connection, and nothing behind it.
                    status = MqttReader.ReadBeginning(buffer, out packet, out var length);
                    toPassOver = status is OperationStatus.Done ? length : 0;
                }

                if (status is OperationStatus.NeedMoreData)
                {
                    break;
                }

                if (status is OperationStatus.InvalidData)
                {
                    throw new IOException($"no MQTT 3.1.1 from the broker: {fault.Reason} {fault.Clause}".TrimEnd());
                }

                Keep(packet, missing: Math.Max(0, toPassOver - before.Length));
                PassOver(ref buffer);
                isMet = isAwaited(packet);
            }

            input.AdvanceTo(buffer.Start, isMet ? buffer.Start : buffer.End);
            if (isMet)
            {
                return;
            }

            if (result.IsCompleted)
            {
                throw new IOException("the broker closed the connection");
            }
        }
    }

    private async ValueTask<ReadResult> Read(CancellationToken cancellationToken)
    {
        try
        {
            var reading = input.ReadAsync(cancellationToken);
            return reading.IsCompletedSuccessfully ? reading.Result : await reading.AsTask().WaitAsync(keepAlive * 2, clock, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new IOException($"the broker was silent for {keepAlive * 2}", e);
        }
        catch (ObjectDisposedException e)
        {
            throw new IOException("the connection is closed", e);
        }
    }

    private void Keep(in MqttPacket packet, long missing)
    {
        if (packet.Type is MqttPacketType.Publish)
        {
            var kept = packet.Payload.Slice(0, Math.Min(packet.Payload.Length, maxPacket)).ToArray();
            early.Enqueue(new BrokerDelivery(packet.TopicText, kept, packet.Qos is MqttQos.AtMostOnce ? null : packet.PacketId) { TotalBytes = packet.Payload.Length + missing });
        }
    }

    private void PassOver(ref ReadOnlySequence<byte> buffer)
    {
        var here = Math.Min(toPassOver, buffer.Length);
        buffer = buffer.Slice(here);
        toPassOver -= here;
    }

    private async Task Ping()
    {
        try
        {
            await Send(MqttWriter.WritePingreq, CancellationToken.None);
        }
        catch (IOException)
        {
            // The reading side sees the same end and tells why.
        }
    }

    private async ValueTask Send(Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            write(output);
            await output.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("the connection is closed", e);
        }
        finally
        {
            writing.Release();
        }
    }
}
