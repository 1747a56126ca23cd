using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Silo.Periods;

/// <summary>A day's concentration of a city: the mean over the sites that have a valid one.</summary>
public readonly record struct CityConcentration(decimal Value, int Sites);

/// <summary>The index of a city or of one site on one day.</summary>
/// <param name="Values">What it was made from; items without a valid site are absent.</param>
/// <param name="Verdict">By the edition in force there on that day.</param>
public sealed record CityDay(DateOnly Day, IReadOnlyDictionary<AirItem, CityConcentration> Values, AirVerdict Verdict, string CertificateId)
{
    private const int LastGoodLevel = 2;

    /// <summary>True when the day has an index: the denominator of the share of good days.</summary>
    public bool IsValid => Verdict.Category is not null;

    public bool IsGood => Verdict.Category?.Level <= LastGoodLevel;

    internal static (CityDay Day, Certificate Certificate) Of(DateOnly day, string? cityCode, IReadOnlyList<IReadOnlyDictionary<AirItem, decimal>> sites)
    {
        // In a fixed order, so that the last digit of a mean does not hang on how sites were listed.
        var values = sites.SelectMany(s => s).GroupBy(i => i.Key)
            .ToDictionary(g => g.Key, g => new CityConcentration(ArithmeticMean.Of([.. g.Select(i => i.Value).Order()]), g.Count()));
        var (verdict, certificate) = AirIndexCertificate.Certify(new AirIndexInputs
        {
            Period = Period.Day(day),
            CityCode = cityCode,
            Values = [.. values.Select(v => new AirValue(v.Key, Gb8170.Text(v.Value.Value), DataMark.Normal))],
        });
        return (new CityDay(day, values, verdict, certificate.Id), certificate);
    }
}
