using System.Text;
using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Silo.Import;

namespace Monitoring.Fuzz.Targets;

/// <summary>The file of values of samples taken by hand.</summary>
public sealed class HandSampleTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    private static readonly RegisteredSection Section = FleetRegistry.WaterSections[0];

    public override string Name => "hand-samples";

    public override IReadOnlyList<byte[]> Seeds { get; } = Texts(
        $"section,sampled_at,item,value\n{Section.Section},2026-11-03 10:30,w01019,2.6\n{Section.Station.Value},2026-11-03,高锰酸盐指数,0.05L\n",
        $"section,sampled_at,item,value,unit,lab,reported_at\n{Section.Province}:{Section.Name},2026-11-03T10:30:00+08:00,w21003,0.21,mg/L,\"Lab, 1\",2026-11-05\nnowhere,2026-13-41,pH,x,,,y\n");

    public override IReadOnlyList<byte[]> Words { get; } = Texts(",", "\"", "\n", "\r\n", "section", "sampled_at", "item", "value", "w01019", "化学需氧量", "两河口", "<0.05", "0.05L", "2026-02-30", "+14:00", "-14:00", "0001-01-01T00:00:00+14:00");

    public override IReadOnlyList<string> Demanded => ["value", "refused", "section", "time", "item", "number"];

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        try
        {
            foreach (var line in HandSampleFile.Read(new StringReader(Encoding.UTF8.GetString(input)), Now))
            {
                outcomes.Add(line.Reason is not { } reason ? "value"
                    : reason.Contains("section of", StringComparison.Ordinal) ? "section"
                    : reason.Contains("no time", StringComparison.Ordinal) ? "time"
                    : reason.Contains("is no number", StringComparison.Ordinal) ? "number" : "item");
            }
        }
        catch (FormatException)
        {
            outcomes.Add("refused");
        }

        return ValueTask.CompletedTask;
    }
}
