using System.Text.Json.Nodes;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Certificates;

/// <summary>
/// The evidence of every verdict on water beside that of a single section (HuanBan [2011] 22 and the rules beside it). Inputs and
/// verdict are written as they stand in their records; quantities are texts.
/// </summary>
public static class WaterCertificates
{
    private static readonly CertificateKind<RiverInputs> River = Kind<RiverInputs, RiverVerdict>("water-river", i => i.Canonical(), RiverAssessment.Judge);
    private static readonly CertificateKind<LakeInputs> Lake = Kind<LakeInputs, LakeVerdict>("water-lake", i => i.Canonical(), LakeAssessment.Judge);
    private static readonly CertificateKind<TrophicInputs> Trophic = Kind<TrophicInputs, TrophicResult>("water-trophic", i => i, TrophicAssessment.Judge);
    private static readonly CertificateKind<ComparisonInputs> Comparison = Kind<ComparisonInputs, ComparisonVerdict>("water-comparison", i => i.Canonical(), PeriodComparison.Judge);
    private static readonly CertificateKind<TrendInputs> Trend = Kind<TrendInputs, TrendResult>("water-trend", i => i.Canonical(), TrendAssessment.Judge);

    private static readonly CertificateKind<SourceWaterInputs> Source = Kind<SourceWaterInputs, SourceWaterEdition, SourceWaterVerdict>(
        "water-source", i => i, id => EditionCatalogue.Default.SourceWater.FirstOrDefault(e => e.Id == id), SourceWaterAssessment.Judge);
    private static readonly CertificateKind<WaterRankingInputs> Ranking = Kind<WaterRankingInputs, WaterRankingEdition, WaterRankingVerdict>(
        "water-ranking", i => i.Canonical(), id => EditionCatalogue.Default.WaterRanking.FirstOrDefault(e => e.Id == id), WaterRanking.Judge);
    private static readonly CertificateKind<YangtzeWarningInputs> Warning = Kind<YangtzeWarningInputs, YangtzeWarningEdition, YangtzeWarningVerdict>(
        "yangtze-warning", i => i.Canonical(), id => EditionCatalogue.Default.YangtzeWarning.FirstOrDefault(e => e.Id == id), YangtzeWarning.Judge);
    private static readonly CertificateKind<NewPollutantInputs> NewPollutant = Kind<NewPollutantInputs, NewPollutantList, NewPollutantVerdict>(
        "new-pollutant", i => i, id => EditionCatalogue.Default.NewPollutants.FirstOrDefault(e => e.Id == id), NewPollutants.Judge);

    internal static IReadOnlyList<CertificateKind> Kinds { get; } = [River, Lake, Trophic, Comparison, Trend, Source, Ranking, Warning, NewPollutant];

    /// <summary>The verdict on a river, basin or province, and its certificate.</summary>
    public static (RiverVerdict Verdict, Certificate Certificate) Certify(RiverInputs inputs) => Write(River, inputs, RiverAssessment.Assess(inputs));

    /// <summary>The verdict on a lake, and its certificate.</summary>
    public static (LakeVerdict Verdict, Certificate Certificate) Certify(LakeInputs inputs) => Write(Lake, inputs, LakeAssessment.Assess(inputs));

    /// <summary>The trophic state, and its certificate.</summary>
    public static (TrophicResult Verdict, Certificate Certificate) Certify(TrophicInputs inputs) => Write(Trophic, inputs, TrophicAssessment.Assess(inputs));

    /// <summary>The comparison of two periods, and its certificate.</summary>
    public static (ComparisonVerdict Verdict, Certificate Certificate) Certify(ComparisonInputs inputs) => Write(Comparison, inputs, PeriodComparison.Assess(inputs));

    /// <summary>The trend of a series, and its certificate.</summary>
    public static (TrendResult Verdict, Certificate Certificate) Certify(TrendInputs inputs) => Write(Trend, inputs, TrendAssessment.Assess(inputs));

    /// <summary>The verdict on a source of drinking water, and its certificate.</summary>
    public static (SourceWaterVerdict Verdict, Certificate Certificate) Certify(SourceWaterInputs inputs) => Write(Source, inputs, SourceWaterAssessment.Assess(inputs));

    /// <summary>The ranking of cities, and its certificate.</summary>
    public static (WaterRankingVerdict Verdict, Certificate Certificate) Certify(WaterRankingInputs inputs) => Write(Ranking, inputs, WaterRanking.Assess(inputs));

    /// <summary>The early warning of a city, and its certificate.</summary>
    public static (YangtzeWarningVerdict Verdict, Certificate Certificate) Certify(YangtzeWarningInputs inputs) => Write(Warning, inputs, YangtzeWarning.Assess(inputs));

    /// <summary>What can be said of a key new pollutant, and its certificate.</summary>
    public static (NewPollutantVerdict Verdict, Certificate Certificate) Certify(NewPollutantInputs inputs) => Write(NewPollutant, inputs, NewPollutants.Assess(inputs));

    private static (TVerdict Verdict, Certificate Certificate) Write<TInputs, TVerdict>(CertificateKind<TInputs> kind, TInputs inputs, TVerdict verdict)
        where TInputs : class
        where TVerdict : RuleVerdict => (verdict, kind.Write(kind.Canonical(inputs), EvidenceOf(verdict)));

    private static CertificateKind<TInputs> Kind<TInputs, TVerdict>(string name, Func<TInputs, TInputs> canonical, Func<TInputs, WaterEdition?, TVerdict> judge)
        where TInputs : class
        where TVerdict : RuleVerdict => Kind(name, canonical, EditionCatalogue.Default.FindWater, judge);

    private static CertificateKind<TInputs> Kind<TInputs, TEdition, TVerdict>(
        string name, Func<TInputs, TInputs> canonical, Func<string?, TEdition?> find, Func<TInputs, TEdition?, TVerdict> judge)
        where TInputs : class
        where TEdition : class
        where TVerdict : RuleVerdict => new(name, canonical, (inputs, id) => find(id) is var edition && edition is null && id is not null ? null : EvidenceOf(judge(inputs, edition)));

    private static Evidence EvidenceOf<TVerdict>(TVerdict verdict)
        where TVerdict : RuleVerdict => new(
            verdict.Edition,
            verdict.Clauses,
            verdict.RuleState,
            (JsonArray)CertificateDocuments.Node(verdict.Steps),
            (JsonObject)CertificateDocuments.Node(verdict));
}
