using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>The comprehensive trophic level index of a lake and its state (CNEMC 2001 No. 090).</summary>
/// <param name="Index">TLI, unrounded.</param>
/// <param name="Name">English name of the state.</param>
/// <param name="NameZh">Official Chinese name of the state.</param>
public sealed record TrophicVerdict(decimal Index, string Name, string NameZh);

/// <summary>TLI of chlorophyll a, total phosphorus, total nitrogen, transparency and permanganate index (CNEMC 2001 No. 090; HuanBan [2011] 22, section 7).</summary>
public static class TrophicState
{
    /// <summary>
    /// The index. Values by short code: chla in mg/m³, SD (transparency) in m, TP, TN and CODMn in mg/L.
    /// Null when one of the five is absent or not above zero: no logarithm, no index.
    /// </summary>
    public static TrophicVerdict? Of(IReadOnlyDictionary<string, decimal> values, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(edition);
        var rule = edition.Method.Trophic;
        if (!rule.Items.All(i => values.TryGetValue(i.Code, out var value) && value > 0))
        {
            return null;
        }

        var weights = rule.Items.Sum(i => i.Weight);
        var index = rule.Items.Sum(i => i.Weight * IndexOf(i, values[i.Code])) / weights;
        var state = rule.States.First(s => (s.Below is null || index < s.Below) && (s.UpTo is null || index <= s.UpTo));
        return new TrophicVerdict(index, state.Name, state.NameZh);
    }

    internal static decimal IndexOf(TrophicItem item, decimal value) => 10 * (item.Constant + (item.Factor * DecimalMath.Ln(value)));
}
