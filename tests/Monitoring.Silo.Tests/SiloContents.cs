using System.Globalization;
using System.Text;
using Monitoring.Storage;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>What a silo says of the river and the city of <see cref="Message"/>, as one text to compare.</summary>
internal static class SiloContents
{
    public static async Task<string> Describe(SiloUnderTest silo)
    {
        var text = new StringBuilder();
        foreach (var (station, codes) in new[] { (Message.River, new[] { "w21003", "w01009" }), (Message.City, ["a34004", "a21026"]) })
        {
            foreach (var code in codes)
            {
                foreach (var history in await silo.Readings(station, code))
                {
                    Line($"{history.Current.Reading} {history.Current.Origin} < {string.Join(" | ", history.Superseded.Select(s => $"{s.Reading.Text}/{s.Reading.Flag} {s.Origin}"))}");
                }

                foreach (var resolution in Enum.GetValues<AggregateResolution>())
                {
                    foreach (var aggregate in await silo.Aggregates(station, code, resolution))
                    {
                        Line($"{aggregate}");
                    }
                }
            }

            foreach (var kind in Enum.GetValues<VerdictKind>())
            {
                foreach (var verdict in (await silo.Queries.Verdicts(station, kind, Noon.AddDays(-1), Noon.AddDays(2), cursor: null, limit: 1000)).Items)
                {
                    Line($"{verdict.At:O} {verdict.Class} {verdict.Aqi} {verdict.Reason} {verdict.CertificateId}");
                    (await silo.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull();
                }
            }

            var latest = await silo.Verdict(station);
            Line($"{latest?.At:O} {latest?.CertificateId} {latest?.Since:O}");
            foreach (var value in await silo.Queries.Latest(station))
            {
                Line($"{value.Parameter} {value.Reading.Reading} {value.Reading.Origin}");
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
