using Monitoring.Compliance.Air;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Air;

/// <summary>Hours and days for tests.</summary>
internal static class AirBuilder
{
    public static readonly DateOnly In2019 = new(2019, 7, 18);
    public static readonly DateOnly In2026 = new(2026, 4, 1);

    public static AirIndexInputs Day(DateOnly date, params (string Item, string Text)[] values) => Inputs(Period.Day(date), values);

    public static AirIndexInputs Hour(DateOnly date, params (string Item, string Text)[] values) => Inputs(Period.HourOf(ChinaTime.StartOf(date).AddHours(12)), values);

    public static AirItem Item(string name) => AirItem.TryParse(name, out var item) ? item : throw new ArgumentException($"no item {name}", nameof(name));

    private static AirIndexInputs Inputs(Period period, (string Item, string Text)[] values) =>
        new() { Period = period, Values = [.. values.Select(v => new AirValue(Item(v.Item), v.Text, DataMark.Normal))] };
}
