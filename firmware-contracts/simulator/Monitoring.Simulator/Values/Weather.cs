using Monitoring.Contracts;

namespace Monitoring.Simulator.Values;

/// <summary>What all stations of a region share: season, rain and how still the air is.</summary>
public sealed class Weather(Noise noise)
{
    private const int RunoffHours = 36;
    private static readonly TimeSpan RainBlock = TimeSpan.FromHours(6);

    /// <summary>-1 in late January, +1 in late July.</summary>
    public static double Season(DateTimeOffset time) => Math.Cos(2 * Math.PI * (ChinaTime.Of(time).DayOfYear - 205) / 365.25);

    /// <summary>Clock hour in Beijing with its fraction, 0 to 24.</summary>
    public static double HourOfDay(DateTimeOffset time) => ChinaTime.Of(time).TimeOfDay.TotalHours;

    /// <summary>Rain, mm in the hour. About one six-hour block in twelve is wet in winter, one in five in summer.</summary>
    public double Rain(string region, DateTimeOffset time)
    {
        var key = Noise.Key(region);
        var block = time.UtcTicks / RainBlock.Ticks;
        var chance = 0.14 + (0.06 * Season(time));
        if (noise.Uniform("rain", key, block) > chance)
        {
            return 0;
        }

        var strength = -Math.Log(Math.Max(noise.Uniform("rain-strength", key, block), 1e-4)) * (1.5 + Math.Max(0, Season(time)));
        var within = (double)(time.UtcTicks % RainBlock.Ticks) / RainBlock.Ticks;
        return strength * Math.Sin(Math.PI * within);
    }

    /// <summary>What the rain of the last day and a half still brings down the river: 0 dry, 1 a good shower, 3 a flood.</summary>
    public double Runoff(string region, DateTimeOffset time, TimeSpan lag)
    {
        var sum = 0.0;
        for (var h = 0; h < RunoffHours; h++)
        {
            sum += Rain(region, time - lag - TimeSpan.FromHours(h)) * Math.Exp(-h / 9.0);
        }

        return Math.Min(sum / 10, 3);
    }

    /// <summary>0 windy and clean, 1 still for days; rain washes the air.</summary>
    public double Stagnation(string region, DateTimeOffset time)
    {
        var drift = noise.Drift("stagnation", Noise.Key(region), time, TimeSpan.FromHours(50));
        return Math.Clamp(0.4 + (0.28 * drift) - (0.15 * Rain(region, time)), 0, 1);
    }
}
