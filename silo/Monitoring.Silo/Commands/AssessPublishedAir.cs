using System.Text.Json.Nodes;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>
/// The feed of air stations. Stations with all six values are counted apart: with an item missing the feed publishes some
/// indices and withholds others, by a rule it does not state.
/// </summary>
internal static class AssessPublishedAir
{
    public static void Run(TextReader input, TextWriter output)
    {
        var (complete, sameIndex, samePrimary) = (0, 0, 0);
        var (incomplete, sameIncompleteIndex, sameIncompletePrimary) = (0, 0, 0);
        foreach (var row in AssessPublished.Rows(PublishedFile.AirHourly, input, output))
        {
            var (publishedAqi, publishedPrimary) = (PublishedVerdicts.Aqi(row), PublishedVerdicts.Primary(row));
            var verdict = AirQualityIndex.Assess(new AirIndexInputs
            {
                Period = Period.HourOf(row.Start),
                Values = [.. row.Values.Select(v => new AirValue(new AirItem(AirPollutants.Of(v.Parameter)!.Value, Averaging.OneHour), v.Text, DataMark.Normal))],
            });

            // The feed prints the highest sub-index, also where that is 0; a published index is at least 1 (HJ 633).
            var agreesIndex = publishedAqi is not null && verdict.Iaqi.Values.Select(i => (int?)i).Max() == publishedAqi;
            var agreesPrimary = verdict.Primary.Order().SequenceEqual(publishedPrimary.Order());
            if (publishedAqi is not null && verdict.Missing.Count == 0)
            {
                complete++;
                sameIndex += agreesIndex ? 1 : 0;
                samePrimary += agreesPrimary ? 1 : 0;
            }
            else if (publishedAqi is not null)
            {
                incomplete++;
                sameIncompleteIndex += agreesIndex ? 1 : 0;
                sameIncompletePrimary += agreesPrimary ? 1 : 0;
            }

            AssessPublished.Write(output, LineOf(row, publishedAqi, publishedPrimary, verdict, agreesIndex, agreesPrimary));
        }

        AssessPublished.Write(output, new JsonObject
        {
            ["summary"] = $"{sameIndex}/{complete} AQI and {samePrimary}/{complete} main pollutants agree, of stations with six values and a published AQI"
                + $"; {sameIncompleteIndex}/{incomplete} AQI and {sameIncompletePrimary}/{incomplete} main pollutants of those with an item missing",
        });
    }

    private static JsonObject LineOf(
        PublishedRow row, int? publishedAqi, IReadOnlyList<AirPollutant> publishedPrimary, AirVerdict verdict, bool agreesIndex, bool agreesPrimary) => new()
    {
        ["row"] = AssessPublished.NumberOf(row.Line),
        ["station"] = row.Place,
        ["period"] = verdict.Period,
        ["standard"] = verdict.Standard,
        ["published"] = publishedAqi,
        ["aqi"] = verdict.Aqi,
        ["computed"] = verdict.Computed,
        ["publishedPrimary"] = AssessKinds.List(publishedPrimary.Select(p => p.Text())),
        ["primary"] = AssessKinds.List(verdict.Primary.Select(p => p.Text())),
        ["missing"] = AssessKinds.List(verdict.Missing.Select(m => m.Item.Name)),
        ["reason"] = verdict.Reason,
        ["agrees"] = publishedAqi is null ? null : verdict.Missing.Count == 0 ? agreesIndex && agreesPrimary : agreesIndex,
    };
}
