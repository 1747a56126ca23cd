using Monitoring.Simulator.Fleet;

namespace Monitoring.Simulator.Values;

/// <summary>
/// Water of one section at one moment, before any instrument fails: temperature follows season and afternoon, oxygen follows temperature
/// (saturation) and light (photosynthesis), pH follows oxygen, rain brings turbidity, phosphorus, permanganate index and ammonia.
/// </summary>
public sealed class WaterModel(Noise noise, Weather weather)
{
    /// <summary>Values in the order of <see cref="WaterParameter.All"/>.</summary>
    public double[] At(SimulatedStation station, WaterProfile profile, DateTimeOffset time)
    {
        var key = Noise.Key(station.Id);
        var hour = Weather.HourOfDay(time);
        var runoff = weather.Runoff(station.Region, time, profile.Lag);
        double Drift(string item, double hours) => noise.Drift(item, key, time, TimeSpan.FromHours(hours));

        var temperature = profile.Temperature + (7.5 * Weather.Season(time)) + (0.6 * Math.Cos(2 * Math.PI * (hour - 16) / 24)) + (0.7 * Drift("t", 60));
        var cloud = Math.Clamp(0.5 + (0.35 * noise.Drift("cloud", Noise.Key(station.Region), time, TimeSpan.FromHours(20))), 0, 1);
        var light = Math.Max(0, Math.Sin(Math.PI * (hour - 8) / 14)) * (1 - (0.7 * cloud));
        var saturation = Math.Clamp(profile.Saturation + (profile.Photosynthesis * light) - (0.02 * runoff) + (0.015 * Drift("do", 10)), 0.3, 1.35);
        var oxygen = Saturation(temperature) * saturation;
        var ph = profile.Ph + (2.2 * profile.Photosynthesis * light) - (0.06 * runoff) + (0.04 * Drift("ph", 18));
        var concentration = Math.Exp(0.07 * Drift("load", 30));

        return
        [
            Math.Max(temperature, 1),
            Math.Clamp(ph, 6.3, 9.2),
            oxygen,
            profile.Conductivity * (1 - (0.08 * runoff)) * Math.Exp(0.02 * Drift("ec", 24)),
            profile.Turbidity * (1 + (5 * runoff)) * Math.Exp(0.18 * Drift("ntu", 12)),
            profile.Permanganate * concentration * (1 + (0.16 * runoff)) * Math.Exp(0.04 * Drift("codmn", 8)),
            profile.Ammonia * concentration * (1 + (0.3 * runoff)) * Math.Exp(0.12 * Drift("nh3n", 12)),
            profile.Phosphorus * concentration * (1 + (0.2 * runoff)) * Math.Exp(0.06 * Drift("tp", 10)),
            profile.Nitrogen * Math.Exp(0.05 * Drift("tn", 20)) * (1 + (0.1 * runoff)),
        ];
    }

    /// <summary>Oxygen in equilibrium with air, mg/L: the formula of GB 3838.</summary>
    public static double Saturation(double temperature) => 468 / (31.6 + temperature);
}
