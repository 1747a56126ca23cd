using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>The evidence of a level of heavy air pollution: the days, measured and forecast, and the run that reached it (HuanDaQi [2024] 6 and the other editions).</summary>
public static class HeavyPollutionCertificate
{
    private const char Join = '+';

    internal static CertificateKind Kind => Written;

    private static readonly CertificateKind<InputsDocument> Written = new("air-heavy-pollution", d => InputsDocument.Of(d.ToDays(), d.CityCode), Replay);

    /// <summary>The verdict of <see cref="HeavyPollution"/> by the rules in force and its certificate.</summary>
    public static (HeavyPollutionVerdict Verdict, Certificate Certificate) Certify(IReadOnlyList<PollutionDay> days, string? cityCode)
    {
        ArgumentNullException.ThrowIfNull(days);
        var (verdict, evidence) = Judge(days, day => EditionCatalogue.Default.HeavyPollutionAt(day, cityCode));
        return (verdict, Written.Write(InputsDocument.Of(days, cityCode), evidence));
    }

    // The rules that are named, each on the days on which it was in force: one that is added later cannot change an older certificate.
    private static Evidence? Replay(InputsDocument document, string? editionId)
    {
        var named = editionId?.Split(Join).Select(id => EditionCatalogue.Default.HeavyPollution.FirstOrDefault(e => e.Id == id)).ToList() ?? [];
        return named.Contains(null) ? null : Judge(document.ToDays(), day => named.OfType<HeavyPollutionEdition>().InForceOn(day, document.CityCode)).Evidence;
    }

    private static (HeavyPollutionVerdict Verdict, Evidence Evidence) Judge(IReadOnlyList<PollutionDay> days, Func<DateOnly, HeavyPollutionEdition?> rulesOf)
    {
        var (verdict, editions) = HeavyPollution.Judge(days, rulesOf);
        var ids = editions.Count == 0 ? null : string.Join(Join, editions.Select(e => e.Id));
        return (verdict, new Evidence(ids, [.. editions.Select(e => e.Clause)], verdict.RuleState, new JsonArray(), AirVerdictJson.Of(verdict)));
    }

    private sealed record FigureDocument(string Measure, string Text);

    private sealed record DayDocument(string Day, string Basis, IReadOnlyList<FigureDocument> Figures);

    private sealed record InputsDocument(string? CityCode, IReadOnlyList<DayDocument> Days)
    {
        public static InputsDocument Of(IReadOnlyList<PollutionDay> days, string? cityCode) => new(
            cityCode,
            [
                .. days.Select(d => new DayDocument(
                    CertificateDocuments.Text(d.Day),
                    CertificateDocuments.Text(d.Basis),
                    [.. d.Figures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new FigureDocument(f.Key, Gb8170.Text(f.Value)))]))
                    .OrderBy(d => d.Day, StringComparer.Ordinal).ThenBy(d => d.Basis, StringComparer.Ordinal)
                    .ThenBy(d => string.Join(' ', d.Figures), StringComparer.Ordinal),
            ]);

        public IReadOnlyList<PollutionDay> ToDays() =>
        [
            .. Days.Select(d => new PollutionDay(
                CertificateDocuments.Day(d.Day),
                CertificateDocuments.Word<PollutionBasis>(d.Basis),
                d.Figures.ToDictionary(f => f.Measure, f => CertificateDocuments.Number(f.Text), StringComparer.Ordinal))),
        ];
    }
}
