using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;

namespace Monitoring.Silo.Periods;

/// <summary>A row of days of a city or a site, judged as a whole.</summary>
/// <param name="Figures">Mean and percentile of each pollutant.</param>
/// <param name="Attainment">Against grade II, by the limits in force on the last day or by others on purpose.</param>
/// <param name="ByEdition">Against each of the limits that were in force in the range.</param>
/// <param name="Certificates">Null while the range runs: it changes by the hour.</param>
public sealed record JudgedDays(
    DayRange Range, AirPeriodVerdict Figures, AirAttainmentVerdict Attainment, IReadOnlyList<AirAttainmentVerdict> ByEdition, CompositeIndexVerdict Composite, JudgedDaysCertificates? Certificates)
{
    internal static (JudgedDays Judged, IReadOnlyList<Certificate> Issued) Of(DayRange range, string? cityCode, IReadOnlyList<CityDay> days, AirLimitsEdition? limits, bool isOver)
    {
        var (figures, ofFigures) = AirPeriodCertificate.Certify(new AirPeriodInputs
        {
            Range = range,
            Days = [.. days.Where(d => range.Covers(d.Day)).SelectMany(d => d.Values.Select(v => new AirDayValue(d.Day, v.Key, v.Value.Unrounded)))],
        });
        var inputs = new AirAttainmentInputs { Range = range, CityCode = cityCode, Figures = figures.Figures };
        var (attainment, ofAttainment) = limits is null ? AirAttainmentCertificate.Certify(inputs, ofFigures.Id) : AirAttainmentCertificate.Certify(inputs, ofFigures.Id, limits);
        var (composite, ofComposite) = CompositeIndexCertificate.Certify(inputs, ofFigures.Id);
        var judged = new JudgedDays(range, figures, attainment, AirAttainment.ByEditionsOf(inputs), composite, isOver ? new(ofFigures.Id, ofAttainment.Id, ofComposite.Id) : null);
        return (judged, isOver ? [ofFigures, ofAttainment, ofComposite] : []);
    }
}

/// <summary>Ids of the evidence of a row of days that is over.</summary>
public sealed record JudgedDaysCertificates(string Figures, string Attainment, string Composite);
