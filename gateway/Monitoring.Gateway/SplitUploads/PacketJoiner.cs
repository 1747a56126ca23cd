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
    private const string Unreadable = "it was acknowledged, and cannot be read any more: the settings of its device were changed while it waited for the other packets";

    private readonly TelemetryIntake intake;
    private readonly DeviceRegistry devices;
    private readonly PacketStore store;
    private readonly QuarantineStore quarantine;
    private readonly IntakeOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Hj212ReadOptions tolerance;
    private readonly List<StoredPacket> unreadable = [];
    private readonly OpenUploads open;
    private readonly RecentUploads recent;
    private readonly SemaphoreSlim sweeping = new(1);
    private readonly ITimer sweep;

    public PacketJoiner(
        TelemetryIntake intake, DeviceRegistry devices, PacketStore store, QuarantineStore quarantine, IOptions<IntakeOptions> options, TimeProvider clock, ILogger<PacketJoiner> logger)
    {
        (this.intake, this.devices, this.store, this.quarantine, this.options, this.clock, this.logger) = (intake, devices, store, quarantine, options.Value, clock, logger);
        tolerance = devices.Tolerance();
        recent = new RecentUploads(this.options.RepeatWindow);
        var left = store.Left();
        open = new OpenUploads(store, this.options, left.Select(p => p.Upload).DefaultIfEmpty().Max());
        Restore(left);
        sweep = clock.CreateTimer(_ => _ = Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True for a frame that says sensibly which packet of how many it is.</summary>
    public static bool IsPacket(in Hj212Frame frame) =>
        frame.PacketCount is > 1 and <= OpenUploads.MaxPackets && frame.PacketNumber >= 1 && frame.PacketNumber <= frame.PacketCount;

    /// <summary>Takes a packet; the outcome is given when it is durable, alone or with its upload.</summary>
    public PendingOutcome Take(in Hj212Frame frame, DeviceMessage message, Arrival arrival)
    {
        var key = KeyOf(frame);
        var packet = new Packet(frame.PacketNumber!.Value, arrival.At, arrival.Door, arrival.Peer, arrival.Bytes);
        return intake.Take(
            message,
            arrival,
            (Device device, out bool isRepeat) => recent.Once(device.Mn, MessageDigest.Of(arrival.Bytes), () => Keep(key, packet, message, device, arrival), out isRepeat));
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PutAside();
        sweep.Change(options.PacketTimeout / 4, options.PacketTimeout / 4);
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

    private static UploadKey KeyOf(in Hj212Frame frame) => new(frame.TextOf(Hj212Field.Mn) ?? "", frame.Command, frame.DataTime, frame.PacketCount!.Value);

    private void Restore(List<StoredPacket> left)
    {
        var now = clock.GetUtcNow();
        foreach (var stored in left)
        {
            if (TryRead(stored.Bytes, out var frame) && IsPacket(frame))
            {
                var at = stored.AtMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(stored.AtMs) : now;
                open.Restore(KeyOf(frame), new Packet(frame.PacketNumber!.Value, at, stored.Door, stored.Peer, stored.Bytes), stored.Upload, now);
            }
            else
            {
                unreadable.Add(stored);
            }
        }
    }

    private async Task PutAside()
    {
        foreach (var packet in unreadable)
        {
            try
            {
                await Quarantine(packet.Door, packet.Peer, mn: null, QuarantineReason.CrcMismatch, Unreadable, packet.Bytes);
                await store.RemovePacket(packet.Id);
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "A packet that was acknowledged and cannot be read any more stays in its file; the next start tries again to put it into the quarantine");
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

            // Before the last packet is answered: nobody repeats it then, and the others alone would be told as incomplete.
            await LetGo(upload!);
            return sequence ?? 0;
        }
        catch (Exception e)
        {
            if (place is PacketPlace.Completes)
            {
                open.Reopen(upload!);
            }

            open.Withdraw(upload!, packet);
            if (e is GatewayException)
            {
                throw;
            }

            logger.LogError(e, "A packet of {Mn} could not be taken; it is not answered", key.Mn);
            throw new GatewayException($"a packet of {key.Mn} could not be taken: {e.Message}", e);
        }
    }

    /// <returns>The last sequence; null when none of it could be stored and all of it lies in the quarantine.</returns>
    private async Task<long?> Append(OpenUpload upload, Device device)
    {
        var packets = new List<Packet>();
        var frames = new List<Hj212Frame>();
        foreach (var packet in upload.Packets)
        {
            if (TryRead(packet.Bytes, out var frame))
            {
                packets.Add(packet);
                frames.Add(frame);
                continue;
            }

            await Quarantine(packet.Door, packet.Peer, device.Mn, QuarantineReason.CrcMismatch, Unreadable, packet.Bytes);
        }

        if (frames.Count > 0 && Hj212SplitUpload.TryJoin(frames, out var whole))
        {
            return await Store(Read(whole), packets);
        }

        long? sequence = null;
        foreach (var (packet, frame) in packets.Zip(frames))
        {
            sequence = await Store(Read(frame), [packet]) ?? sequence;
        }

        return sequence;

        // At the time when the packets came: by then they were acknowledged, and the clock may have been set since.
        DeviceMessage Read(in Hj212Frame frame) => Hj212Mapping.Read(frame, upload.LatestAt, options, device.Dialect);

        async Task<long?> Store(DeviceMessage message, List<Packet> of)
        {
            if (message.Fault is not { } fault)
            {
                return await intake.Put(message, device, new Arrival(of[^1].Door, of[^1].Peer, upload.FirstAt, [.. of.SelectMany(p => p.Bytes)]));
            }

            await Quarantine(of[^1].Door, of[^1].Peer, device.Mn, fault.Reason, $"packets that were acknowledged one by one cannot be taken together: {fault.Detail}", [.. of.SelectMany(p => p.Bytes)]);
            return null;
        }
    }

    private Task Quarantine(string door, string peer, string? mn, QuarantineReason reason, string detail, byte[] bytes) =>
        quarantine.Add(new RefusedMessage(door, peer, mn, reason, detail, bytes, bytes.Length, IsAcknowledged: true), CancellationToken.None);

    // What is in the spool is in, whatever becomes of its packets' file.
    private async Task LetGo(OpenUpload upload)
    {
        open.Done(upload);
        try
        {
            await Task.WhenAll(upload.Commits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await store.Remove(upload.Id);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Packets of {Mn} stay in their file although they lie in the spool; after a restart they are taken again, as of the time when they came", upload.Key.Mn);
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
            var isTold = device is not null && await Append(upload, device) is null;
            if (!isTold && Telling(upload, device) is { } incomplete)
            {
                await quarantine.Add(incomplete, CancellationToken.None);
            }

            await LetGo(upload);
        }
        catch (Exception e)
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
