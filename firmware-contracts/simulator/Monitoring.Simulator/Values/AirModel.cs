using Monitoring.Contracts;
using Monitoring.Simulator.Fleet;

namespace Monitoring.Simulator.Values;

/// <summary>
/// Air of one site over one hour, before any instrument fails: two traffic peaks for NO2 and CO, an ozone peak in the
/// afternoon, particles that gather on still days and less at the afternoon's mixing height.
/// </summary>
public sealed class AirModel(Noise noise, Weather weather)
{
    /// <summary>The six pollutants in the order of the frame, then weather; each with the digits that the logger prints.</summary>
    public static IReadOnlyList<(string Code, string Format)> Parameters { get; } =
    [
        ("a21026", "F1"), ("a21004", "F1"), ("a21005", "F3"), ("a05024", "F1"), ("a34002", "F0"), ("a34004", "F0"),
        ("a01001", "F1"), ("a01002", "F0"), ("a01006", "F2"), ("a01007", "F1"), ("a01008", "F0"),
    ];

    public const int Pollutants = 6;

    public double[] At(SimulatedStation station, DateTimeOffset hourStart)
    {
        var key = Noise.Key(station.Id);
        var middle = hourStart + TimeSpan.FromMinutes(30);
        var hour = Weather.HourOfDay(middle);
        var season = Weather.Season(middle);
        var still = weather.Stagnation(station.Region, middle);
        var site = 0.8 + (0.4 * noise.Uniform("site", key));
        var rush = ChinaTime.Of(middle).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.6 : 1;
        double Wobble(string item, double size) => Math.Exp(size * noise.Drift(item, key, middle, TimeSpan.FromHours(5)));

        var traffic = 0.55 + (rush * ((0.75 * Peak(hour, 8.3, 1.6)) + (0.85 * Peak(hour, 18.8, 2.2))));
        var mixing = 1 - (0.3 * Peak(hour, 15, 3.5));
        var fine = site * (18 - (6 * season)) * (0.45 + (2.1 * still)) * mixing * Wobble("pm", 0.15);
        var sun = Math.Max(0, 0.45 + (0.35 * season));
        var ozone = (18 + (150 * sun * Peak(hour, 15.2, 3.2) * (0.6 + (0.7 * still)))) * Wobble("o3", 0.1) / site;
        var temperature = 17 + (9.5 * season) + (4 * Math.Cos(2 * Math.PI * (hour - 15) / 24)) + (1.2 * noise.Drift("at", Noise.Key(station.Region), middle, TimeSpan.FromHours(40)));
        var rain = weather.Rain(station.Region, middle);
        return
        [
            Math.Max(2, site * (5 + (5 * still)) * Wobble("so2", 0.15)),
            Math.Max(3, site * (14 + (22 * still)) * traffic * Wobble("no2", 0.12)),
            Math.Max(0.1, site * (0.35 + (0.5 * still)) * (0.75 + (0.35 * traffic)) * Wobble("co", 0.08)),
            Math.Max(3, ozone),
            fine * (1.35 + (0.3 * noise.Uniform("coarse", key))),
            Math.Max(3, fine),
            temperature,
            Math.Clamp(72 - (14 * Math.Cos(2 * Math.PI * (hour - 15) / 24)) + (6 * rain), 20, 99),
            97.5 - (0.8 * season) + (0.25 * noise.Drift("hpa", Noise.Key(station.Region), middle, TimeSpan.FromHours(60))),
            Math.Max(0.2, (2.8 * (1 - still)) + (0.5 * Peak(hour, 15, 4))),
            (360 + (70 * noise.Drift("wind", Noise.Key(station.Region), middle, TimeSpan.FromHours(9)))) % 360,
        ];
    }

    private static double Peak(double hour, double at, double width) => Math.Exp(-Math.Pow((hour - at) / width, 2));
}
