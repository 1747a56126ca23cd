using Monitoring.Compliance.Water;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

/// <summary>What an officer changes of a station and of the section it measures for; what is left away stays.</summary>
/// <param name="RhythmMinutes">How often the station should deliver a set of values, 1 to 1440: what completeness and "silent" are measured by, from the next value of an hour or day on.</param>
/// <param name="TargetClass">Short for one assessment target from today on; what was demanded until today stays on record.</param>
/// <param name="Doubt">What is still doubtful; an empty text when somebody has checked everything.</param>
/// <param name="Targets">All targets, in place of those of today.</param>
internal sealed record StationChange(
    string? Name = null,
    string? NameEn = null,
    StationRole? Role = null,
    string? Level = null,
    string? Province = null,
    string? DistrictCode = null,
    decimal? Lon = null,
    decimal? Lat = null,
    int? RhythmMinutes = null,
    string? SectionName = null,
    WaterBody? WaterBody = null,
    string? Responsible = null,
    string? Receives = null,
    string? River = null,
    bool? MainStem = null,
    bool? IsTransboundary = null,
    int? TargetClass = null,
    IReadOnlyList<SectionTarget>? Targets = null,
    string? Doubt = null)
{
    private const int MaxText = 100;
    private const int MinutesOfDay = 1440;

    private static readonly string[] Provinces = [Storage.Province.Chongqing, Storage.Province.Sichuan, Storage.Province.Other];

    private bool ConcernsSection =>
        SectionName is not null || WaterBody is not null || Responsible is not null || Receives is not null || River is not null
        || MainStem is not null || IsTransboundary is not null || TargetClass is not null || Targets is not null;

    /// <summary>The first thing wrong, or null.</summary>
    public string? Fault(RegisteredStation current)
    {
        string?[] texts = [Name, NameEn, Level, DistrictCode, SectionName, Responsible, Receives, River, Doubt];
        return this switch
        {
            _ when texts.Any(t => t?.Length > MaxText) => $"a text is longer than {MaxText} characters",
            { Name: { } name } when string.IsNullOrWhiteSpace(name) => "name must not be empty",
            { Province: { } province } when !Provinces.Contains(province) => $"province needs one of {string.Join(", ", Provinces)}",
            { Lon: < -180 or > 180 } or { Lat: < -90 or > 90 } => "lon and lat are degrees",
            { RhythmMinutes: < 1 or > MinutesOfDay } => $"rhythmMinutes is 1 to {MinutesOfDay}",
            { TargetClass: < 1 or > 5 } => "targetClass is 1 to 5",
            { TargetClass: not null, Targets: not null } => "give targetClass or targets, not both",
            { Targets: { } targets } when targets.Any(t => t is null or { Class: < 1 or > 5 } || t.To <= t.From) => "a target needs a class from 1 to 5, and its from lies before its to",
            _ when ConcernsSection && current.Section is null => "this station measures for no section, so it has no target, river or water body",
            _ => null,
        };
    }

    public Station Apply(Station station) => station with
    {
        Name = Name ?? station.Name,
        NameEn = NameEn ?? station.NameEn,
        Role = Role ?? station.Role,
        Level = Level ?? station.Level,
        Province = Province ?? station.Province,
        DistrictCode = DistrictCode ?? station.DistrictCode,
        Longitude = Lon ?? station.Longitude,
        Latitude = Lat ?? station.Latitude,
        Doubt = Doubt ?? station.Doubt,
        Rhythm = RhythmMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : station.Rhythm,
    };

    public Section Apply(Section section, DateOnly today) => section with
    {
        Name = SectionName ?? section.Name,
        WaterBody = WaterBody ?? section.WaterBody,
        Province = Province ?? section.Province,
        DistrictCode = DistrictCode ?? section.DistrictCode,
        Responsible = Responsible ?? section.Responsible,
        Receives = Receives ?? section.Receives,
        River = River ?? section.River,
        IsMainStem = MainStem ?? section.IsMainStem,
        IsTransboundary = IsTransboundary ?? section.IsTransboundary,
        Targets = Targets ?? (TargetClass is { } wanted && wanted != section.TargetClassOn(today) ? From(today, wanted, section.Targets) : section.Targets),
    };

    // Days before today keep their target: verdicts of the past were judged against it.
    private static List<SectionTarget> From(DateOnly today, int wanted, IReadOnlyList<SectionTarget> current) =>
    [
        .. current.Where(t => t.Basis != TargetBasis.Assessment),
        .. current.Where(t => t.Basis == TargetBasis.Assessment && (t.From is null || t.From < today))
            .Select(t => t.HoldsOn(today) ? t with { To = today } : t),
        new SectionTarget(TargetBasis.Assessment, wanted, today, null),
    ];
}
