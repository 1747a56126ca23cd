using Monitoring.Simulator.Fleet;

namespace Monitoring.Simulator.Values;

/// <summary>
/// What makes one river section differ from the next: its usual level per item. Most lie well inside class II, some in III,
/// a few in IV and V, as the published feed of the two provinces does.
/// </summary>
/// <param name="Permanganate">mg/L in dry weather.</param>
/// <param name="Ammonia">mg/L in dry weather.</param>
/// <param name="Phosphorus">mg/L in dry weather.</param>
/// <param name="Nitrogen">mg/L in dry weather.</param>
/// <param name="Saturation">Share of oxygen saturation at night's end.</param>
/// <param name="Photosynthesis">How much of saturation a sunny afternoon adds.</param>
/// <param name="Ph">pH at dawn.</param>
/// <param name="Conductivity">µS/cm in dry weather.</param>
/// <param name="Turbidity">NTU in dry weather.</param>
/// <param name="Temperature">Yearly mean, °C.</param>
/// <param name="Lag">How long rain takes to arrive.</param>
public sealed record WaterProfile(
    double Permanganate,
    double Ammonia,
    double Phosphorus,
    double Nitrogen,
    double Saturation,
    double Photosynthesis,
    double Ph,
    double Conductivity,
    double Turbidity,
    double Temperature,
    TimeSpan Lag)
{
    // Upper limits of classes I..V in GB 3838 table 1 (river TP; lake TP beside it).
    private static readonly double[] PermanganateLimits = [2, 4, 6, 10, 15];
    private static readonly double[] AmmoniaLimits = [0.15, 0.5, 1, 1.5, 2];
    private static readonly double[] RiverPhosphorusLimits = [0.02, 0.1, 0.2, 0.3, 0.4];
    private static readonly double[] LakePhosphorusLimits = [0.01, 0.025, 0.05, 0.1, 0.2];

    public static WaterProfile Of(SimulatedStation station, Noise noise)
    {
        var key = Noise.Key(station.Id);
        var level = Level(noise.Uniform("level", key));
        double Share(string item, double low, double high) => low + ((high - low) * noise.Uniform(item, key));
        return new WaterProfile(
            PermanganateLimits[level] * Share("codmn", 0.4, 0.68),
            AmmoniaLimits[level] * Share("nh3n", 0.12, 0.5),
            (station.IsLake ? LakePhosphorusLimits : RiverPhosphorusLimits)[level] * Share("tp", 0.35, 0.68),
            Share("tn", 0.6, 2.6),
            Share("saturation", 0.86, 0.95) - (0.06 * Math.Max(0, level - 1)),
            Share("light", 0.05, station.IsLake ? 0.22 : 0.14),
            Share("ph", 7.5, 8.1),
            Share("conductivity", 230, 560),
            Share("turbidity", 3, 22),
            Share("temperature", 15.5, 18.5),
            TimeSpan.FromHours(Share("lag", 0, 8)));
    }

    private static int Level(double draw) => draw switch { < 0.10 => 0, < 0.80 => 1, < 0.95 => 2, < 0.985 => 3, _ => 4 };
}
