using System.Text.Json.Nodes;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>
/// The feed of water stations. Its rows do not say which sections lie in lakes, so three figures are counted: all as rivers; with
/// the lakes known by name or gazetteer; and with those that only a published class betrays, which proves little.
/// </summary>
internal static class AssessPublishedWater
{
    public static void Run(TextReader input, LakeSections lakes, TextWriter output)
    {
        var rows = WaterFeed.Read(input).Select(row => JudgedRow.Of(row, lakes.Of(row.Province, row.Section))).ToList();
        var refuted = RefutedSections(rows);
        foreach (var row in rows)
        {
            AssessPublished.Write(output, LineOf(row, refuted));
        }

        var published = rows.FindAll(r => r.Row.PublishedClass is not null);
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
            .Where(r => r.Basis is LakeBasis.InferredFromClass && r.Row.PublishedClass is not null)
            .GroupBy(r => r.Section)
            .Where(g => g.All(r => r.Agrees(r.River)) && g.Any(r => !r.Agrees(r.Lake)))
            .Select(g => g.Key),
    ];

    private static JsonObject LineOf(JudgedRow row, HashSet<(string, string)> refuted)
    {
        var verdict = row.VerdictOf(refuted);
        return new JsonObject
        {
            ["row"] = row.Row.Number,
            ["province"] = row.Row.Province,
            ["section"] = row.Row.Section,
            ["period"] = verdict.Period,
            ["waterBody"] = ReferenceEquals(verdict, row.River) ? "river" : "lake",
            ["inferred"] = IsInferredLake(row, refuted),
            ["published"] = row.Row.PublishedClass,
            ["class"] = verdict.Class,
            ["limiting"] = AssessKinds.List(verdict.Limiting.Select(i => i.Item)),
            ["reason"] = verdict.Reason,
            ["agrees"] = row.Row.PublishedClass is null ? null : row.Agrees(verdict),
        };
    }

    private sealed record JudgedRow(WaterFeedRow Row, LakeBasis Basis, WaterVerdict River, WaterVerdict Lake)
    {
        public (string Province, string Name) Section => (Row.Province, Row.Section);

        public static JudgedRow Of(WaterFeedRow row, LakeBasis basis) => new(row, basis, Judge(row, WaterBody.River), Judge(row, WaterBody.Lake));

        public bool Agrees(WaterVerdict verdict) => verdict.Class == Row.PublishedClass;

        public WaterVerdict VerdictOf(HashSet<(string, string)> refuted) => Basis is LakeBasis.None || refuted.Contains(Section) ? River : Lake;

        private static WaterVerdict Judge(WaterFeedRow row, WaterBody body)
        {
            // A row without a time has no values either; its verdict is "too few data" on any day.
            var at = row.SampledAt ?? DateTimeOffset.UnixEpoch;
            return SectionAssessment.Assess(new SectionInputs
            {
                Period = Period.Instant(at),
                WaterBody = body,
                Values = [.. row.Raw.Select(v => new SectionValue(v.Code, v.Text, DataMark.Normal, at, ReadingSource.Automatic))],
            });
        }
    }
}
