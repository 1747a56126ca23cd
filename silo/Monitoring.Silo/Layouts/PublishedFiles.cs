namespace Monitoring.Silo.Layouts;

/// <summary>Names of the published files whose columns are known: those of <c>assess --layout</c> and <c>import</c>.</summary>
internal static class PublishedFiles
{
    public const string WaterSnapshot = "water-snapshot";
    public const string WaterNational = "water-national";
    public const string AirHourly = "air-hourly";
}
