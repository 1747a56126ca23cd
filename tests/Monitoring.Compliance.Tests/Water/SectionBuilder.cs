using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Water;

/// <summary>Sections for tests: a raw instant of a river unless the test says otherwise.</summary>
internal static class SectionBuilder
{
    public static readonly DateTimeOffset At = new(2026, 8, 21, 20, 0, 0, ChinaTime.Offset);

    public static SectionInputs Section(params (string Item, string Text)[] values) => new()
    {
        Period = Period.Instant(At),
        Values = [.. values.Select(v => Value(v.Item, v.Text))],
    };

    public static SectionValue Value(string item, string text, string flag = "N", int minutesLater = 0, ReadingSource source = ReadingSource.Automatic) =>
        new(ParameterCode.Parse(item), text, flag, At.AddMinutes(minutesLater), source);
}
