using System.Buffers;
using System.Text.Json;
using Monitoring.Protocols.Hj212;
using Monitoring.Protocols.Mqtt;
using Monitoring.Protocols.Tests.Hj212;
using Monitoring.Testing;

namespace Monitoring.Protocols.Tests;

/// <summary>A short fuzz run over both decoders, another one each time.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Runs = 20_000;
    private const int RunsPerRecovery = 20;
    private const int MaxCut = 400;

    [Fact]
    public void No_mutation_of_a_frame_breaks_the_HJ_212_reader()
    {
        var mutations = new Mutations([.. Vectors("hj212", "frame.txt").SelectMany(File.ReadAllLines).Select(l => Hj212Escapes.Unescape(System.Text.Encoding.ASCII.GetBytes(l)))], output);

        // However the bytes mislead, no more than one largest segment can be lost.
        byte[] good = [.. Enumerable.Repeat(Frames.RealTimeData(), 2 + (Hj212ReadOptions.DefaultMaxSegment / Frames.RealTimeData().Length)).SelectMany(f => f)];
        for (var run = 0; run < Runs; run++)
        {
            var bytes = mutations.Next();
            var seed = $"MONITORING_FUZZ_SEED={mutations.Seed}, run {run}";
            int[] ends = [mutations.Choose(MaxCut), mutations.Choose(MaxCut), mutations.Choose(MaxCut)];

            var whole = Frames.ReadInPieces(bytes, []);

            Frames.ReadInPieces(bytes, ends).ShouldBe(whole, seed);
            Frames.ReadInBlocks(bytes, ends).ShouldBe(whole, seed);
            if (run % RunsPerRecovery == 0)
            {
                Frames.ReadInPieces([.. bytes, .. good], [])[^1].ShouldContain("CN=2011", Case.Sensitive, seed);
            }

            ShouldPrintJson(bytes, seed);
        }
    }

    [Fact]
    public void No_mutation_of_a_packet_breaks_the_MQTT_reader()
    {
        const int MaxPacketSize = 8192;
        var mutations = new Mutations([.. Vectors("mqtt", "packet.hex").Select(f => Convert.FromHexString(File.ReadAllText(f).Replace(" ", "").Trim()))], output);
        for (var run = 0; run < Runs; run++)
        {
            var bytes = mutations.Next();
            var whole = new ReadOnlySequence<byte>(bytes);
            var blocks = Frames.InBlocks(bytes, mutations.Choose(64), mutations.Choose(64));
            OperationStatus status;
            do
            {
                var before = whole.Length;
                status = MqttReader.Read(ref whole, MaxPacketSize, out var packet, out var fault);
                MqttReader.Read(ref blocks, MaxPacketSize, out var same, out var sameFault).ShouldBe(status);
                sameFault.ShouldBe(fault);
                same.Type.ShouldBe(packet.Type);
                (whole.Length < before).ShouldBe(status == OperationStatus.Done, $"MONITORING_FUZZ_SEED={mutations.Seed}, run {run}");
            }
            while (status == OperationStatus.Done);
        }
    }

    private static void ShouldPrintJson(byte[] bytes, string seed)
    {
        var json = new ArrayBufferWriter<byte>();
        Hj212Json.Decode(new ReadOnlySequence<byte>(bytes), Hj212ReadOptions.Default, json);
        foreach (var line in System.Text.Encoding.UTF8.GetString(json.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            document.RootElement.TryGetProperty("valid", out _).ShouldBeTrue(seed);
        }
    }

    private static IEnumerable<string> Vectors(string protocol, string file) =>
        Directory.GetFiles(Path.Combine(SharedMaterial.RepositoryRoot, "firmware-contracts", "vectors", protocol), file, SearchOption.AllDirectories).Order();
}
