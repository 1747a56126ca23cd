namespace Monitoring.Simulator.Values;

/// <summary>An analyser of a water station: what it reports and how.</summary>
/// <param name="Code">Parameter code.</param>
/// <param name="Format">Digits that it prints.</param>
/// <param name="DetectionLimit">Below it prints the limit and <c>L</c>; zero: none.</param>
/// <param name="Range">Upper end of its range: what it prints under mark T.</param>
public sealed record WaterParameter(string Code, string Format, double DetectionLimit, double Range)
{
    public static readonly WaterParameter Temperature = new("w01010", "F1", 0, 60);
    public static readonly WaterParameter Ph = new("w01001", "F2", 0, 14);
    public static readonly WaterParameter DissolvedOxygen = new("w01009", "F2", 0, 20);
    public static readonly WaterParameter Conductivity = new("w01014", "F1", 0, 5000);
    public static readonly WaterParameter Turbidity = new("w01003", "F1", 0, 1000);
    public static readonly WaterParameter Permanganate = new("w01019", "F2", 0.5, 20);
    public static readonly WaterParameter Ammonia = new("w21003", "F3", 0.025, 10);
    public static readonly WaterParameter Phosphorus = new("w21011", "F3", 0.01, 2);
    public static readonly WaterParameter Nitrogen = new("w21001", "F2", 0.05, 20);

    /// <summary>The nine items of a station, five parameters first.</summary>
    public static IReadOnlyList<WaterParameter> All { get; } =
        [Temperature, Ph, DissolvedOxygen, Conductivity, Turbidity, Permanganate, Ammonia, Phosphorus, Nitrogen];

    public string Print(double value) => value < DetectionLimit
        ? DetectionLimit.ToString("0.###") + "L"
        : Math.Min(value, Range).ToString(Format);
}
