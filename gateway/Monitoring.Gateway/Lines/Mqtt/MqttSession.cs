using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Gateway.Lines.Mqtt;

/// <summary>
/// One MQTT 3.1.1 connection of one device. A PUBACK leaves after the commit of its message, in order; a message that the full spool
/// refuses is offered again while the connection is read no further. Wills are accepted and never published, sessions are not kept:
/// nothing is sent to a device that is not connected.
/// </summary>
internal sealed class MqttSession(
    IDuplexPipe line, string peer, MqttAdmission admission, MqttPublications publications, MqttClients clients, TelemetryIntake intake, LineOptions options, TimeProvider clock)
{
    private const string Door = "mqtt";
    private const int EvidenceBytes = 4096;
    private const int AckLength = 8;

    private readonly OrderedAnswers answers = new(line.Output, options, clock);
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim offering = new(1);
    private string? sender;
    private string? mn;
    private string clientId = "";
    private TimeSpan keepAlive = options.ConnectTimeout;
    private string? ended;
    private long toPassOver;

    /// <summary>Serves the connection until it ends; what was read is answered.</summary>
    /// <returns>Why it ended.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<string> Run(CancellationToken stop)
    {
        using var stopping = stop.UnsafeRegister(static c => ((CancellationTokenSource)c!).Cancel(), closing);
        var sending = answers.Send();
        try
        {
            await Read();
            return ended ?? (stop.IsCancellationRequested ? "the gateway stops" : "another connection took over");
        }
        catch (ChannelClosedException)
        {
            return "the peer reads no answers";
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            return ended ?? "closed while the spool was full";
        }
        finally
        {
            // Nobody waits for an acknowledgement any more: what the full spool refuses is not offered again.
            await closing.CancelAsync();
            if (mn is not null)
            {
                clients.Leave(mn, clientId, closing);
            }

            answers.Complete();
            await sending;
        }
    }

    private async Task Read()
    {
        await using var reader = new LineReader(line.Input, clock, closing.Token);
        var lastPacket = clock.GetTimestamp();
        while (ended is null)
        {
            var patience = keepAlive - clock.GetElapsedTime(lastPacket);
            if (await reader.Read(patience > TimeSpan.Zero ? patience : TimeSpan.Zero) is not { } bytes)
            {
                ended = closing.IsCancellationRequested ? null : $"no packet for {keepAlive}";
                return;
            }

            if (await TakePackets(bytes))
            {
                lastPacket = clock.GetTimestamp();
            }

            ended ??= bytes.Result.IsCompleted ? "closed by the peer" : null;
        }
    }

    /// <returns>True when at least one whole packet was there.</returns>
    private async ValueTask<bool> TakePackets(LineBytes bytes)
    {
        var buffer = bytes.Result.Buffer;
        var hasPacket = PassOver(ref buffer);
        while (ended is null)
        {
            var before = buffer;
            var status = MqttReader.Read(ref buffer, options.MaxMqttPacket, out var packet, out var fault);
            if (fault == MqttFault.TooLarge && mn is not null)
            {
                status = MqttReader.ReadBeginning(buffer, out packet, out var length);
                if (status is OperationStatus.Done && packet.Qos is not MqttQos.ExactlyOnce)
                {
                    // Its device would send it again on every connection, and nothing behind it.
                    toPassOver = length;
                    await TakeTooLong(packet, before.Slice(0, Math.Min(before.Length, EvidenceBytes)), length);
                    hasPacket |= PassOver(ref buffer);
                    continue;
                }
            }

            if (status is OperationStatus.NeedMoreData)
            {
                break;
            }

            if (fault != default)
            {
                ended = $"no MQTT 3.1.1: {fault.Reason} {fault.Clause}".TrimEnd();
                var reason = fault == MqttFault.TooLarge ? QuarantineReason.TooLong : QuarantineReason.Noise;
                await intake.Refuse(Arrival(before.Slice(0, Math.Min(before.Length, EvidenceBytes))), mn, reason, ended, before.Length);
                break;
            }

            hasPacket = true;
            await Take(packet, before.Slice(0, buffer.Start));
        }

        line.Input.AdvanceTo(buffer.Start, buffer.End);
        return hasPacket;
    }

    /// <returns>True when there was something to pass over.</returns>
    private bool PassOver(ref ReadOnlySequence<byte> buffer)
    {
        var here = Math.Min(toPassOver, buffer.Length);
        buffer = buffer.Slice(here);
        toPassOver -= here;
        return here > 0;
    }

    private ValueTask Take(in MqttPacket packet, ReadOnlySequence<byte> raw)
    {
        if (mn is null || packet.Type is MqttPacketType.Connect)
        {
            return TakeConnect(packet, raw);
        }

        switch (packet.Type)
        {
            case MqttPacketType.Publish:
                return TakePublish(packet, raw);
            case MqttPacketType.Subscribe:
                var (subscribeId, granted) = (packet.PacketId, packet.Subscriptions!.Select(Grant).ToArray());
                return Answer(output => MqttWriter.WriteSuback(subscribeId, granted, output));
            case MqttPacketType.Unsubscribe:
                var unsubscribeId = packet.PacketId;
                return Answer(output => MqttWriter.WriteUnsuback(unsubscribeId, output));
            case MqttPacketType.Pingreq:
                return Answer(MqttWriter.WritePingresp);
            case MqttPacketType.Disconnect:
                ended = "disconnected";
                return ValueTask.CompletedTask;
            default:
                ended = $"{packet.Type} is not for a server to take";
                return ValueTask.CompletedTask;
        }
    }

    private async ValueTask TakeConnect(MqttPacket packet, ReadOnlySequence<byte> raw)
    {
        if (packet.Connect is not { } connect || mn is not null)
        {
            ended = mn is null ? $"{packet.Type} before CONNECT" : "a second CONNECT";
            await intake.Refuse(Arrival(raw), mn, QuarantineReason.BadPayload, ended);
            return;
        }

        sender = $"{peer} {connect.ClientId}".TrimEnd();
        var result = await admission.Judge(connect, Arrival(raw));
        await Answer(output => MqttWriter.WriteConnack(result, isSessionPresent: false, output));
        if (result is not MqttConnectResult.Accepted)
        {
            ended = $"refused: {result}";
            return;
        }

        mn = connect.UserName;
        clientId = connect.ClientId.Length > 0 ? connect.ClientId : peer;
        keepAlive = connect.KeepAliveSeconds == 0 ? options.IdleTimeout : TimeSpan.FromSeconds(connect.KeepAliveSeconds * 1.5);
        clients.Enter(mn!, clientId, closing);
    }

    private async ValueTask TakePublish(MqttPacket packet, ReadOnlySequence<byte> raw)
    {
        if (packet.Qos is MqttQos.ExactlyOnce)
        {
            ended = "published with QoS 2; 0 and 1 are served";
            await intake.Refuse(Arrival(raw), mn, QuarantineReason.BadPayload, ended);
            return;
        }

        // Nothing is started, and nothing read, behind a message that is being offered again.
        await offering.WaitAsync(closing.Token);
        offering.Release();
        var publication = new MqttPublication(packet.TopicText, Arrival(packet.Payload) with { AuthenticatedMn = mn });
        await answers.Add(new PendingAnswer(Publish(publication, packet.Qos, packet.PacketId)), closing.Token);
    }

    private async ValueTask TakeTooLong(MqttPacket packet, ReadOnlySequence<byte> beginning, long length)
    {
        await offering.WaitAsync(closing.Token);
        offering.Release();
        await answers.Add(new PendingAnswer(Refuse(Arrival(beginning) with { AuthenticatedMn = mn }, length, packet.Qos, packet.PacketId)), closing.Token);
    }

    private async ValueTask<ReadOnlyMemory<byte>> Refuse(Arrival arrival, long length, MqttQos qos, ushort packetId)
    {
        var outcome = await intake.Refuse(arrival, mn, QuarantineReason.TooLong, $"a packet of {length} bytes, more than {options.MaxMqttPacket} (Gateway:Lines:MaxMqttPacket)", length);
        if (outcome.Verdict is IntakeVerdict.NotKept)
        {
            // Not acknowledged, and its bytes are passed over: it comes again on the next connection.
            await closing.CancelAsync();
            return OrderedAnswers.None;
        }

        return qos is MqttQos.AtLeastOnce ? Written(output => MqttWriter.WritePuback(packetId, output)) : OrderedAnswers.None;
    }

    private async ValueTask<ReadOnlyMemory<byte>> Publish(MqttPublication publication, MqttQos qos, ushort packetId)
    {
        if (!await publications.Take(publication) && !await OfferAgain(publication))
        {
            return OrderedAnswers.None;
        }

        return qos is MqttQos.AtMostOnce ? OrderedAnswers.None : Written(output => MqttWriter.WritePuback(packetId, output));
    }

    /// <returns>False when the connection closes before it was taken.</returns>
    private async ValueTask<bool> OfferAgain(MqttPublication publication)
    {
        await offering.WaitAsync(CancellationToken.None);
        try
        {
            do
            {
                await Task.Delay(options.FullSpoolPause, clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (closing.IsCancellationRequested)
                {
                    return false;
                }
            }
            while (!await publications.Take(publication));

            return true;
        }
        finally
        {
            offering.Release();
        }
    }

    private ValueTask Answer(Action<IBufferWriter<byte>> write) => answers.Add(new PendingAnswer(ValueTask.FromResult(Written(write))), closing.Token);

    private static ReadOnlyMemory<byte> Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>(AckLength);
        write(output);
        return output.WrittenMemory;
    }

    private MqttQos? Grant(MqttSubscription subscription) =>
        string.Equals(subscription.Filter, DeviceTopics.Commands(mn!), StringComparison.Ordinal)
            ? subscription.Qos is MqttQos.AtMostOnce ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce
            : null;

    private Arrival Arrival(ReadOnlySequence<byte> bytes) => new(Door, sender ?? peer, clock.GetUtcNow(), bytes.ToArray());
}
