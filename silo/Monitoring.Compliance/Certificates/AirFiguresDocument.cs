using Monitoring.Compliance.Air;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Certificates;

/// <summary>One figure as a certificate states it.</summary>
internal sealed record AirFigureDocument(string Pollutant, string Statistic, string? Value, int Days, int DaysNeeded, string? Reason);

/// <summary>The figures that attainment and the composite index are made from, and the certificate that proves them.</summary>
internal sealed record AirFiguresDocument(string From, string To, string? CityCode, string? FiguresCertificate, IReadOnlyList<AirFigureDocument> Figures)
{
    private const char PercentileMark = 'p';

    public static AirFiguresDocument Of(AirAttainmentInputs inputs, string? figuresCertificate) => new(
        CertificateDocuments.Text(inputs.Range.From),
        CertificateDocuments.Text(inputs.Range.To),
        inputs.CityCode,
        figuresCertificate,
        [
            .. inputs.Figures.OrderBy(f => f.Pollutant).ThenBy(f => f.Statistic, StringComparer.Ordinal).ThenBy(f => f.Value)
                .Select(f => new AirFigureDocument(f.Pollutant.Code(), f.Statistic, f.Value is { } v ? Gb8170.Text(v) : null, f.Days, f.DaysNeeded, f.Reason)),
        ]);

    public AirAttainmentInputs ToInputs() => new()
    {
        Range = new DayRange(CertificateDocuments.Day(From), CertificateDocuments.Day(To)),
        CityCode = CityCode,
        Figures =
        [
            .. Figures.Select(f => new AirFigure
            {
                Pollutant = CertificateDocuments.AirPollutant(f.Pollutant),
                Percentile = f.Statistic.StartsWith(PercentileMark) ? CertificateDocuments.Number(f.Statistic[1..]) : null,
                Value = f.Value is { } text ? CertificateDocuments.Number(text) : null,
                Days = f.Days,
                DaysNeeded = f.DaysNeeded,
                Reason = f.Reason,
            }),
        ],
    };
}
