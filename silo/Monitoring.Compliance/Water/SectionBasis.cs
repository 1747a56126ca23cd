using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>Two periods of one section on the same basis (同口径; HuanBan [2011] 22, section 8).</summary>
public static class SectionBasis
{
    /// <summary>
    /// Each period as judged then, and both by one edition and one item set (HuanBan [2011] 22, section 8). The second pair is a "what if":
    /// its verdicts say so, and are expired for the days on which edition or set were not in force.
    /// </summary>
    /// <param name="earlier">The earlier period with the item set of its date.</param>
    /// <param name="later">The later period with the item set of its date.</param>
    /// <param name="edition">Id of the edition of the basis.</param>
    /// <param name="set">Item set of the basis.</param>
    public static SameBasis<WaterVerdict> Of(SectionInputs earlier, SectionInputs later, string edition, ItemSet set)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return SameBasis.Of(whatIf => On(earlier, whatIf), whatIf => On(later, whatIf), edition);

        WaterVerdict On(SectionInputs inputs, string? whatIf) =>
            SectionAssessment.Assess(whatIf is null ? inputs : inputs with { WhatIf = whatIf, ItemSet = set });
    }
}
