using System.Text.Json.Nodes;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>
/// The feed of water stations. Its rows do not say which sections lie in lakes, so three figures are counted: all as rivers; with
/// the lakes known by name or gazetteer; and with those that only a published class betrays, which proves little.
/// </summary>
internal static class AssessPublishedWater
{
    public static void Run(string layout, TextReader input, LakeSections lakes, TextWriter output)
    {
        var rows = AssessPublished.Rows(layout, input, output).Select(row => JudgedRow.Of(row, lakes.Of(row.Province, row.Place))).ToList();
        var refuted = RefutedSections(rows);
        foreach (var row in rows)
        {
            AssessPublished.Write(output, LineOf(row, refuted));
        }

        var published = rows.FindAll(r => r.PublishedClass is not null);
        var summary = $"{published.Count(r => r.Agrees(r.River))}/{published.Count} classes agree by the river rule on raw values";
        if (!lakes.IsEmpty)
        {
            var known = published.Count(r => r.Agrees(r.Basis is LakeBasis.Known ? r.Lake : r.River));
            var inferred = published.Count(r => IsInferredLake(r, refuted));
            summary += $"; {known}/{published.Count} with the lakes known by name or gazetteer"
                + $"; {published.Count(r => r.Agrees(r.VerdictOf(refuted)))}/{published.Count} with those inferred from a published class too"
                + $" ({inferred} rows, unverified; {refuted.Count} sections so inferred are rivers here)";
        }

        AssessPublished.Write(output, new JsonObject { ["summary"] = summary });
    }

    private static bool IsInferredLake(JudgedRow row, HashSet<(string, string)> refuted) =>
        row.Basis is LakeBasis.InferredFromClass && !refuted.Contains(row.Section);

    // A section may have been judged as a lake in other years: where this file's own classes all follow the river limits and
    // some contradict those of lakes, the inference does not hold here.
    private static HashSet<(string Province, string Section)> RefutedSections(List<JudgedRow> rows) =>
    [
        .. rows
            .Where(r => r.Basis is LakeBasis.InferredFromClass && r.PublishedClass is not null)
            .GroupBy(r => r.Section)
            .Where(g => g.All(r => r.Agrees(r.River)) && g.Any(r => !r.Agrees(r.Lake)))
            .Select(g => g.Key),
    ];

    private static JsonObject LineOf(JudgedRow row, HashSet<(string, string)> refuted)
    {
        var verdict = row.VerdictOf(refuted);
        return new JsonObject
        {
            ["row"] = AssessPublished.NumberOf(row.Row.Line),
            ["province"] = row.Row.Province,
            ["section"] = row.Row.Place,
            ["period"] = verdict.Period,
            ["waterBody"] = ReferenceEquals(verdict, row.River) ? "river" : "lake",
            ["inferred"] = IsInferredLake(row, refuted),
            ["published"] = row.PublishedClass,
            ["class"] = verdict.Class,
            ["limiting"] = AssessKinds.List(verdict.Limiting.Select(i => i.Item)),
            ["reason"] = verdict.Reason,
            ["agrees"] = row.PublishedClass is null ? null : row.Agrees(verdict),
        };
    }

    private sealed record JudgedRow(PublishedRow Row, int? PublishedClass, LakeBasis Basis, WaterVerdict River, WaterVerdict Lake)
    {
        public (string Province, string Name) Section => (Row.Province, Row.Place);

        public static JudgedRow Of(PublishedRow row, LakeBasis basis) =>
            new(row, PublishedVerdicts.Class(row), basis, Judge(row, WaterBody.River), Judge(row, WaterBody.Lake));

        public bool Agrees(WaterVerdict verdict) => verdict.Class == PublishedClass;

        public WaterVerdict VerdictOf(HashSet<(string, string)> refuted) => Basis is LakeBasis.None || refuted.Contains(Section) ? River : Lake;

        // The mark of the row says what the station would have sent; here the question is what its values give.
        private static WaterVerdict Judge(PublishedRow row, WaterBody body) => SectionAssessment.Assess(new SectionInputs
        {
            Period = Period.Instant(row.Start),
            WaterBody = body,
            Values = [.. row.Values.Select(v => new SectionValue(v.Parameter, v.Text, DataMark.Normal, row.Start, ReadingSource.Automatic))],
        });
    }
}
