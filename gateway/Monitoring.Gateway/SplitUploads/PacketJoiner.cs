using System.Buffers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.SplitUploads;

/// <summary>
/// Joins the packets of an upload to one message. A station sends the next packet when the last is answered, so each is made durable and
/// answered by itself; the last one is answered when the whole lies in the spool. What stays incomplete is taken as it is after a
/// while, because each packet is whole items, and the quarantine says which packets never came.
/// </summary>
internal sealed class PacketJoiner : IHostedService, IAsyncDisposable
{
    private readonly TelemetryIntake intake;
    private readonly DeviceRegistry devices;
    private readonly PacketStore store;
    private readonly QuarantineStore quarantine;
    private readonly IntakeOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Hj212ReadOptions tolerance;
    private readonly OpenUploads open;
    private readonly RecentUploads recent;
    private readonly SemaphoreSlim sweeping = new(1);
    private readonly ITimer sweep;

    public PacketJoiner(
        TelemetryIntake intake, DeviceRegistry devices, PacketStore store, QuarantineStore quarantine, IOptions<IntakeOptions> options, TimeProvider clock, ILogger<PacketJoiner> logger)
    {
        (this.intake, this.devices, this.store, this.quarantine, this.options, this.clock, this.logger) = (intake, devices, store, quarantine, options.Value, clock, logger);
        tolerance = devices.Tolerance();
        open = new OpenUploads(store, this.options);
        recent = new RecentUploads(this.options.RepeatWindow);
        Restore();
        sweep = clock.CreateTimer(_ => _ = Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True for a frame that says sensibly which packet of how many it is.</summary>
    public static bool IsPacket(in Hj212Frame frame) =>
        frame.PacketCount is > 1 and <= OpenUploads.MaxPackets && frame.PacketNumber >= 1 && frame.PacketNumber <= frame.PacketCount;

    /// <summary>Takes a packet; the outcome is given when it is durable, alone or with its upload.</summary>
    public ValueTask<IntakeOutcome> Accept(in Hj212Frame frame, DeviceMessage message, Arrival arrival)
    {
        var key = KeyOf(frame);
        var packet = new Packet(frame.PacketNumber!.Value, arrival.Door, arrival.Peer, arrival.Bytes);
        return intake.Accept(message, arrival, async device =>
        {
            await recent.Once(device.Mn, MessageDigest.Of(arrival.Bytes), () => Keep(key, packet, message, device, arrival), out var isRepeat);
            return isRepeat;
        });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sweep.Change(options.PacketTimeout / 4, options.PacketTimeout / 4);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await sweep.DisposeAsync();
        await sweeping.WaitAsync(cancellationToken);
        sweeping.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        sweeping.Dispose();
    }

    private static UploadKey KeyOf(in Hj212Frame frame) => new(frame.TextOf(Hj212Field.Mn)!, frame.Command, frame.DataTime, frame.PacketCount!.Value);

    private void Restore()
    {
        foreach (var left in store.Left())
        {
            // One that cannot be read any more (its device was configured otherwise since) stays in the file and in nobody's way.
            if (TryRead(left.Bytes, out var frame) && IsPacket(frame))
            {
                open.Restore(KeyOf(frame), new Packet(frame.PacketNumber!.Value, left.Door, left.Peer, left.Bytes), left.Upload, clock.GetUtcNow());
            }
        }
    }

    private async Task<long> Keep(UploadKey key, Packet packet, DeviceMessage message, Device device, Arrival arrival)
    {
        var place = open.Add(key, packet, arrival.At, out var upload, out var commit);
        if (place is PacketPlace.Alone)
        {
            return await intake.Put(message, device, arrival);
        }

        try
        {
            if (place is PacketPlace.Waits)
            {
                await commit;
                return 0;
            }

            var sequence = await Append(upload!, device);
            LetGo(upload!);
            return sequence;
        }
        catch (GatewayException)
        {
            if (place is PacketPlace.Completes)
            {
                open.Reopen(upload!);
            }

            open.Withdraw(upload!, packet);
            throw;
        }
    }

    private async Task<long> Append(OpenUpload upload, Device device)
    {
        var now = clock.GetUtcNow();
        var frames = new List<Hj212Frame>();
        foreach (var packet in upload.Packets)
        {
            if (TryRead(packet.Bytes, out var frame))
            {
                frames.Add(frame);
                continue;
            }

            const string Why = "it was acknowledged, and cannot be read any more: the settings of its device were changed while it waited for the other packets";
            await quarantine.Add(
                new RefusedMessage(packet.Door, packet.Peer, device.Mn, QuarantineReason.CrcMismatch, Why, packet.Bytes, packet.Bytes.Length, IsAcknowledged: true),
                CancellationToken.None);
        }

        if (frames.Count > 0 && Hj212SplitUpload.TryJoin(frames, out var whole))
        {
            return await Put(whole);
        }

        var sequence = 0L;
        foreach (var frame in frames)
        {
            sequence = await Put(frame);
        }

        return sequence;

        ValueTask<long> Put(in Hj212Frame frame) => intake.Put(
            Hj212Mapping.Read(frame, now, options, device.Dialect), device, new Arrival(upload.Packets[^1].Door, upload.Packets[^1].Peer, now, frame.Raw.ToArray()));
    }

    private void LetGo(OpenUpload upload)
    {
        open.Done(upload);
        _ = Remove();

        async Task Remove()
        {
            try
            {
                await Task.WhenAll(upload.Commits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await store.Remove(upload.Id);
            }
            catch (GatewayException e)
            {
                logger.LogWarning(e, "Packets of {Mn} stay in their file although they lie in the spool; after a restart they are joined again, and the store finds them equal", upload.Key.Mn);
            }
        }
    }

    private async Task Sweep()
    {
        if (!await sweeping.WaitAsync(TimeSpan.Zero))
        {
            return;
        }

        try
        {
            foreach (var upload in open.CloseOverdue(clock.GetUtcNow()))
            {
                await TakeAsItIs(upload);
            }
        }
        finally
        {
            sweeping.Release();
        }
    }

    private async Task TakeAsItIs(OpenUpload upload)
    {
        try
        {
            var device = devices.Find(upload.Key.Mn);
            if (device is not null)
            {
                await Append(upload, device);
            }

            if (Telling(upload, device) is { } incomplete)
            {
                await quarantine.Add(incomplete, CancellationToken.None);
            }

            LetGo(upload);
        }
        catch (GatewayException e)
        {
            logger.LogWarning(e, "An incomplete upload of {Mn} could not be kept now; it is tried again", upload.Key.Mn);
            open.Reopen(upload);
        }
    }

    private static RefusedMessage? Telling(OpenUpload upload, Device? device)
    {
        var (key, packets) = (upload.Key, upload.Packets);
        byte[] bytes = [.. packets.SelectMany(p => p.Bytes)];
        var (reason, detail) = device is null
            ? (QuarantineReason.UnknownMn, "its device was registered when it came, and is not any more")
            : (QuarantineReason.IncompleteUpload, $"of {key.Count} packets {string.Join(", ", upload.Missing)} never came; the values of the others are stored");
        return upload.IsComplete && device is not null
            ? null
            : new RefusedMessage(packets[^1].Door, packets[^1].Peer, key.Mn, reason, detail, bytes, bytes.Length, IsAcknowledged: device is null);
    }

    private bool TryRead(byte[] bytes, out Hj212Frame frame)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        return Hj212Reader.Read(ref buffer, tolerance, isFinal: true, out frame, out _) == OperationStatus.Done;
    }
}
