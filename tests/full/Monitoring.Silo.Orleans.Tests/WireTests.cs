using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Silo.Orleans.Stations;
using Monitoring.Silo.Stations;
using Monitoring.Silo.Tests;
using Orleans.Serialization;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>What silos send each other means the same at the other end.</summary>
public sealed class WireTests
{
    private readonly Serializer serializer = new ServiceCollection()
        .AddSerializer(s => s.AddAssembly(typeof(StationBatchConverter).Assembly)).BuildServiceProvider().GetRequiredService<Serializer>();

    [Fact]
    public void A_batch_with_everything_a_device_can_say()
    {
        var batch = new StationBatch(Message.River, "gw-1", SiloUnderTest.Noon.ToUniversalTime(),
        [
            new SequencedTelemetry(7, Message.Water(SiloUnderTest.Noon.ToUniversalTime(), "w01009=7.00", "w21003=0.30/D", "w99999=<0.01/T") with
            {
                Description = new StationDescription("高洞电站", "沱江", "http", 104.5m, 29.25m),
            }),
            new SequencedTelemetry(9, Message.AirHourOf(SiloUnderTest.Noon.ToUniversalTime(), "20")),
        ]);

        var read = serializer.Deserialize<StationBatch>(serializer.SerializeToArray(batch)).ShouldNotBeNull();

        read.Station.ShouldBe(batch.Station);
        (read.GatewayId, read.ReceivedAt).ShouldBe((batch.GatewayId, batch.ReceivedAt));
        read.Entries.Select(e => e.Sequence).ShouldBe([7, 9]);
        read.Entries.Select(e => e.Telemetry with { Readings = [] }).ShouldBe(batch.Entries.Select(e => e.Telemetry with { Readings = [] }));
        read.Entries.SelectMany(e => e.Telemetry.Readings).ShouldBe(batch.Entries.SelectMany(e => e.Telemetry.Readings));
    }

    [Fact]
    public void An_answer()
    {
        Read(StationAnswer.Of(new StationReceipt(New: 1, Corrected: 2, Repeated: 3))).Receipt().ShouldBe(new StationReceipt(New: 1, Corrected: 2, Repeated: 3));
        Should.Throw<IOException>(() => Read(StationAnswer.Of(new IOException("the disk is gone"))).Receipt()).Message.ShouldBe("the disk is gone");
        Should.Throw<InvalidOperationException>(() => Read(StationAnswer.Of(new FormatException("poison"))).Receipt()).Message.ShouldBe("poison");
    }

    private StationAnswer Read(StationAnswer answer) => serializer.Deserialize<StationAnswer>(serializer.SerializeToArray(answer));
}
