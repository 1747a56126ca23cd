using Monitoring.Compliance.Editions;

namespace Monitoring.Api.Stations;

/// <summary>How a class is written.</summary>
internal static class WaterClassText
{
    /// <summary>Ⅰ … Ⅴ, 劣Ⅴ; null without a class.</summary>
    public static string? Zh(int? waterClass) => EditionCatalogue.Default.Water[^1].Limits.Classes.FirstOrDefault(c => c.Class == waterClass)?.TextZh;
}
