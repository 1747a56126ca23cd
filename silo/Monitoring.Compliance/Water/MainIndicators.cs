using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>The main pollution indicators of a section (HuanBan [2011] 22, section 4).</summary>
internal static class MainIndicators
{
    /// <summary>The worst class that no indicator is named for.</summary>
    public const int Good = 3;

    /// <summary>
    /// None when every item meets class III. Otherwise cyanide and heavy metals first, then worst class first, then by
    /// multiple of the class III limit; items without a multiple after the others of their class; exact ties in table order.
    /// </summary>
    public static IReadOnlyList<MainIndicator> Of(IEnumerable<AssessedItem> items, WaterBody body, WaterEdition edition) =>
    [
        .. items
            .Where(i => i.Class > Good)
            .Select(i => (i.Item!, i.Class, Multiple: SingleFactor.MultipleOf(i.Item!, i.Compared, SingleFactor.LimitOf(i.Item!, body, Good))))
            .OrderByDescending(i => i.Item1.Toxic)
            .ThenByDescending(i => i.Class)
            .ThenByDescending(i => i.Multiple ?? -1)
            .Take(edition.Method.MaxMainIndicators)
            .Select(i => new MainIndicator(i.Item1.MinistryCode, i.Item1.Code, i.Item1.NameZh, i.Multiple is { } m ? Gb8170.RoundPlain(m, 1) : null)),
    ];
}
