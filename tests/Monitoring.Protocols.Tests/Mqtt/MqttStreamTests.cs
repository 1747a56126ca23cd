using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Protocols.Mqtt;
using Monitoring.Protocols.Tests.Hj212;

namespace Monitoring.Protocols.Tests.Mqtt;

/// <summary>What holds for every run of bytes, however it arrives.</summary>
public sealed class MqttStreamTests
{
    private const int MaxPacketSize = 4096;

    [Fact]
    public void Encode_of_decode_is_the_packet_and_any_split_gives_the_same_packets() => Prop.ForAll(
        MqttPackets.Valid.ListOf().ToArbitrary(),
        Gen.Choose(1, 600).ListOf().ToArbitrary(),
        (packets, ends) =>
        {
            var bytes = packets.SelectMany(p => p).ToArray();
            ReadInPieces(bytes, ends).ShouldBe(packets.Select(Convert.ToHexString));
            ReadInPieces(bytes, Enumerable.Range(1, bytes.Length)).ShouldBe(packets.Select(Convert.ToHexString));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(30));

    [Fact]
    public void Blocks_do_not_matter() => Prop.ForAll(MqttPackets.Valid.ToArbitrary(), Gen.Choose(1, 100).ListOf().ToArbitrary(), (packet, ends) =>
    {
        var buffer = Frames.InBlocks(packet, [.. ends]);
        MqttReader.Read(ref buffer, MaxPacketSize, out var read, out _).ShouldBe(OperationStatus.Done);
        MqttPackets.Bytes(read).ShouldBe(packet);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_bytes_never_throw_and_never_stall() => Prop.ForAll<byte[]>(bytes =>
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        while (true)
        {
            var before = buffer.Length;
            MqttReader.ReadBeginning(buffer, out _, out var whole);
            whole.ShouldBeInRange(0, MqttReader.MaxRemainingLength + 5);
            var status = MqttReader.Read(ref buffer, MaxPacketSize, out _, out var fault);
            (fault != default).ShouldBe(status == OperationStatus.InvalidData);
            if (status != OperationStatus.Done)
            {
                return;
            }

            buffer.Length.ShouldBeLessThan(before);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void The_beginning_of_a_publication_says_its_topic_id_and_length_as_soon_as_they_are_here()
    {
        byte[] packet = [0x32, 0x8F, 0x01, 0x00, 0x03, .. "a/b"u8, 0x00, 0x0A, .. new byte[136]];
        for (var here = 0; here <= packet.Length; here++)
        {
            var status = MqttReader.ReadBeginning(new ReadOnlySequence<byte>(packet, 0, here), out var begun, out var length);

            status.ShouldBe(here < 10 ? OperationStatus.NeedMoreData : OperationStatus.Done);
            if (status == OperationStatus.Done)
            {
                (begun.TopicText, begun.PacketId, length, begun.Payload.Length).ShouldBe(("a/b", (ushort)10, packet.Length, here - 10));
            }
        }
    }

    [Fact]
    public void No_more_is_waited_for_than_the_largest_packet()
    {
        var fits = new ReadOnlySequence<byte>([0x30, 0x7E]);
        MqttReader.Read(ref fits, 128, out _, out _).ShouldBe(OperationStatus.NeedMoreData);
        var tooLarge = new ReadOnlySequence<byte>([0x30, 0x7F]);
        MqttReader.Read(ref tooLarge, 128, out _, out var fault).ShouldBe(OperationStatus.InvalidData);
        fault.ShouldBe(MqttFault.TooLarge);
    }

    [Fact]
    public void Reading_a_publication_allocates_nothing()
    {
        var bytes = MqttPackets.Written(o => MqttWriter.WritePublish("devices/A5/telemetry", "payload"u8, MqttQos.AtLeastOnce, 7, o));
        var buffer = new ReadOnlySequence<byte>(bytes);
        MqttReader.Read(ref buffer, MaxPacketSize, out _, out _).ShouldBe(OperationStatus.Done);
        var before = GC.GetAllocatedBytesForCurrentThread();
        buffer = new ReadOnlySequence<byte>(bytes);
        var status = MqttReader.Read(ref buffer, MaxPacketSize, out _, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        status.ShouldBe(OperationStatus.Done);
        allocated.ShouldBe(0);
    }

    private static List<string> ReadInPieces(byte[] bytes, IEnumerable<int> ends)
    {
        var seen = new List<string>();
        var consumed = 0;
        foreach (var stop in ends.Where(e => e > 0 && e < bytes.Length).Distinct().Order().Append(bytes.Length))
        {
            var buffer = new ReadOnlySequence<byte>(bytes, consumed, stop - consumed);
            while (MqttReader.Read(ref buffer, MaxPacketSize, out var packet, out var fault) is var status && status != OperationStatus.NeedMoreData)
            {
                fault.ShouldBe(default);
                seen.Add(Convert.ToHexString(MqttPackets.Bytes(packet)));
            }

            consumed = stop - (int)buffer.Length;
        }

        return seen;
    }
}
