using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;

namespace Monitoring.Silo.Periods;

/// <summary>The index of a city or of one site on one day.</summary>
/// <param name="Values">What it was made from; items without a valid site are absent.</param>
/// <param name="Verdict">By the edition in force there on that day.</param>
public sealed record CityDay(DateOnly Day, IReadOnlyDictionary<AirItem, CityConcentration> Values, AirVerdict Verdict, string CertificateId)
{
    /// <summary>True when the day has an index: the denominator of the share of good days.</summary>
    public bool IsValid => Verdict.Category is not null;

    public bool IsGood => GoodAirDays.IsGood(Verdict.Category?.Level);

    internal static (CityDay Day, Certificate Certificate) Of(DateOnly day, string? cityCode, IReadOnlyList<AirSiteDay> sites)
    {
        var (verdict, certificate) = AirDayCertificate.Certify(new AirDayInputs { Day = day, CityCode = cityCode, Sites = sites });
        return (new CityDay(day, verdict.Values, verdict.Index, certificate.Id), certificate);
    }
}
