using Microsoft.Extensions.Options;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>Judges sections over periods from what is stored now: a late or corrected value judges its periods anew at the next question.</summary>
public sealed class SectionPeriods(IReadingQueries queries, ICertificateStore certificates, IOptions<PeriodOptions> options)
{
    /// <summary>The verdicts of a section, in the order of the periods. Their certificates are kept before this ends.</summary>
    public async Task<IReadOnlyList<SectionVerdict>> Judge(MonitoredSection section, IEnumerable<Period> periods, CancellationToken cancellationToken = default)
    {
        var issued = new IssuedCertificates(certificates);
        var verdicts = new List<SectionVerdict>();
        foreach (var period in periods)
        {
            verdicts.Add(await Issue(section, period, issued, cancellationToken));
        }

        await issued.Flush(cancellationToken);
        return verdicts;
    }

    /// <summary>The verdicts of many sections in one period. Their certificates are kept before this ends.</summary>
    public async Task<IReadOnlyList<SectionVerdict>> Judge(IEnumerable<MonitoredSection> sections, Period period, CancellationToken cancellationToken = default)
    {
        var issued = new IssuedCertificates(certificates);
        var verdicts = new List<SectionVerdict>();
        foreach (var section in sections)
        {
            verdicts.Add(await Issue(section, period, issued, cancellationToken));
        }

        await issued.Flush(cancellationToken);
        return verdicts;
    }

    /// <summary>What a period is compared with: judged by the same rules, but nothing is issued for it.</summary>
    public async Task<WaterVerdict> Compare(MonitoredSection section, Period period, CancellationToken cancellationToken = default) =>
        SectionAssessment.Assess(await InputsOf(section, period, cancellationToken));

    /// <summary>Keeps the evidence of verdicts that were made from several sections together.</summary>
    public async Task Keep(IEnumerable<Certificate> made, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(made);
        var issued = new IssuedCertificates(certificates);
        foreach (var certificate in made)
        {
            await issued.Issue(certificate, cancellationToken);
        }

        await issued.Flush(cancellationToken);
    }

    private async Task<SectionVerdict> Issue(MonitoredSection section, Period period, IssuedCertificates issued, CancellationToken cancellationToken)
    {
        var (verdict, certificate) = Certify(section, period, await InputsOf(section, period, cancellationToken));
        await issued.Issue(certificate, cancellationToken);
        return verdict;
    }

    private static (SectionVerdict Verdict, Certificate Certificate) Certify(MonitoredSection section, Period period, SectionInputs inputs)
    {
        var (verdict, certificate, means) = SectionCertificate.CertifyWithMeans(inputs);
        return (new SectionVerdict(section.Section, period, verdict, means, certificate.Id), certificate);
    }

    private async Task<SectionInputs> InputsOf(MonitoredSection section, Period period, CancellationToken cancellationToken)
    {
        var set = SectionPeriod.ItemSetOf(section.Section, period, await ExtraOf(section, period, cancellationToken));
        if (period.Kind is PeriodKind.Year)
        {
            var months = new List<SectionVerdict>();
            foreach (var month in Enumerable.Range(0, 12).Select(m => Period.MonthOf(period.Date.AddMonths(m))))
            {
                var inputs = await ValuesOf(section, month, set, cancellationToken);
                months.Add(Certify(section, month, inputs).Verdict);
            }

            return SectionPeriod.OfYear(section.Section, period, set, months, options.Value);
        }

        return await ValuesOf(section, period, set, cancellationToken);
    }

    private async Task<SectionInputs> ValuesOf(MonitoredSection section, Period period, ItemSet set, CancellationToken cancellationToken)
    {
        // Two instruments at one section would contradict each other at every moment; the one that measured more speaks.
        var automatic = new List<Reading>();
        var byHand = new List<Reading>();
        var rhythm = section.Stations.Count > 0 ? section.Stations[0].Rhythm : TimeSpan.Zero;
        foreach (var station in section.Stations)
        {
            var readings = await queries.PeriodReadings(new PeriodRange(station.Id, SectionPeriod.Assessed, period.Start, period.End), cancellationToken);
            var own = readings.Where(r => r.Key.Source is ReadingSource.Automatic).ToList();
            byHand.AddRange(readings.Where(r => r.Key.Source is ReadingSource.Hand));
            if (own.Count > automatic.Count)
            {
                (automatic, rhythm) = (own, station.Rhythm);
            }
        }

        return SectionPeriod.Of(section.Section, period, rhythm, set, [.. automatic, .. byHand], options.Value);
    }

    private async Task<IReadOnlyList<Reading>> ExtraOf(MonitoredSection section, Period period, CancellationToken cancellationToken)
    {
        var from = Period.YearOf(period.Date.AddYears(-1)).Start;
        var found = new List<Reading>();
        foreach (var station in section.Stations)
        {
            found.AddRange(await queries.PeriodReadings(new PeriodRange(station.Id, SectionPeriod.Extra, from, period.End), cancellationToken));
        }

        return found;
    }
}
