using Monitoring.Compliance.Air;

namespace Monitoring.Silo.Periods;

/// <summary>What nobody can measure about the air of cities.</summary>
public sealed class AirOptions
{
    public const string Section = "Air";

    /// <summary>Days under sand or dust that official notices deduct; shares are then given with and without them.</summary>
    public List<DeductedDay> DustDays { get; set; } = [];

    internal IReadOnlyList<DustDay> Of(string? cityCode) => [.. DustDays.Where(d => d.City == cityCode).Select(d => new DustDay(d.Day, d.Level, d.Source))];
}

/// <summary>One city's day under sand or dust.</summary>
public sealed class DeductedDay
{
    /// <summary>GB/T 2260 code of the city.</summary>
    public string City { get; set; } = "";

    public DateOnly Day { get; set; }

    /// <summary>Level of the index without the dust, 1 to 6; nothing leaves the day out of both counts.</summary>
    public int? Level { get; set; }

    /// <summary>The notice that deducts it.</summary>
    public string Source { get; set; } = "";

    internal bool IsWhole => Day != default && Periods.City.OfDistrict(City)?.Code == City && Level is null or (>= 1 and <= 6) && !string.IsNullOrWhiteSpace(Source);
}
