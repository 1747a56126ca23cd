using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Contracts.Registry;

namespace Monitoring.Silo.Import;

/// <summary>
/// Values of samples taken by hand: <c>section,sampled_at,item,value</c> and, where known, <c>unit,lab,reported_at</c>. One line is one
/// value. They are readings of the section's station with a source of their own, beside those of its instruments.
/// </summary>
internal static class HandSampleFile
{
    private const string WaterSystem = "21";

    private static readonly string[] Demanded = ["section", "sampled_at", "item", "value"];

    private static readonly string[] TimeForms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];

    private static readonly Lazy<ILookup<string, RegisteredSection>> Sections = new(() => FleetRegistry.WaterSections
        .SelectMany(s => new[] { s.Section, s.Station.Value, s.Name, $"{s.Province}:{s.Name}" }.Select(name => (Name: name, Section: s)))
        .ToLookup(n => n.Name, n => n.Section, StringComparer.Ordinal));

    private static readonly Lazy<Dictionary<string, ParameterCode>> Names = new(() => ParameterCatalogue.All
        .Where(p => p.Code.Value.StartsWith('w'))
        .GroupBy(p => p.NameZh)
        .ToDictionary(g => g.Key, g => g.First().Code, StringComparer.Ordinal));

    /// <exception cref="FormatException">A column is absent, or a line has not as many fields as the header.</exception>
    public static IEnumerable<ImportLine> Read(TextReader file, DateTimeOffset now) => CsvTable.Read(file, Demanded).Select(row => Of(row, now));

    private static ImportLine Of(CsvRow row, DateTimeOffset now)
    {
        var sections = Sections.Value[row["section"]].ToList();
        if (sections is not [var section])
        {
            return Rejected(row, sections.Count == 0
                ? $"'{row["section"]}' is no section of the registry"
                : $"'{row["section"]}' is a name in both provinces: write {string.Join(" or ", sections.Select(s => $"{s.Province}:{s.Name}"))}");
        }

        if (Time(row["sampled_at"]) is not { } sampledAt)
        {
            return Rejected(row, $"'{row["sampled_at"]}' is no time of sampling (2026-11-03 or 2026-11-03 10:30, Beijing)");
        }

        if (ItemOf(row["item"]) is not { } item)
        {
            return Rejected(row, $"'{row["item"]}' is no water parameter: a code such as w01019, or its Chinese name");
        }

        if (new MeasuredText(row["value"]).Number is null)
        {
            return Rejected(row, $"'{row["value"]}' is no number (0.05L is below a detection limit of 0.05)");
        }

        var reportedAt = row["reported_at"];
        if (reportedAt.Length > 0 && Time(reportedAt) is null)
        {
            return Rejected(row, $"'{reportedAt}' is no time of the report");
        }

        var unit = row["unit"] is { Length: > 0 } given ? given : ParameterCatalogue.Find(item)?.Unit ?? "";
        var reading = new Reading(new ReadingKey(item, ReadingKind.Instant, sampledAt, TimeSpan.Zero, ReadingSource.Hand), row["value"], DataMark.Normal, unit);
        return new ImportLine(
            row.Line,
            // The later report corrects the earlier one, in whatever order they are imported.
            new Telemetry(section.Station, section.Mn, StationKind.Water, Protocol: "import", Command: LabOf(row), Time(reportedAt) ?? sampledAt, now, [reading]),
            null);
    }

    private static string LabOf(CsvRow row) => row["lab"] is { Length: > 0 } lab ? $"{ImportKind.HandSamples} {lab}" : ImportKind.HandSamples;

    private static ParameterCode? ItemOf(string text) =>
        ParameterCatalogue.TryResolve(WaterSystem, text, out var code) ? code : Names.Value.TryGetValue(text, out code) ? code : null;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var withOffset) && ChinaTime.IsKept(withOffset) ? withOffset
        : DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && ChinaTime.TryFromClock(local, out var at) ? at
        : null;

    private static ImportLine Rejected(CsvRow row, string reason) => new(row.Line, null, reason);
}
