using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Quality;

/// <summary>Checks of instruments at the ends of what a number can be. Ordinary cases stand in the vectors of <c>assess</c>.</summary>
public class InstrumentChecksTests
{
    private static readonly QualityEdition Edition = EditionCatalogue.Default.Quality;

    public static TheoryData<decimal> NoSpans => [0m, -1m, 0.0000000000000000000000000001m, decimal.MaxValue];

    [Theory]
    [MemberData(nameof(NoSpans))]
    public void A_span_that_nothing_can_be_a_share_of_is_impossible(decimal span) =>
        InstrumentChecks.Judge("NH3N", "zero", 0, 5, span, Edition).Reason.ShouldBe(NoVerdictReason.Impossible);

    [Theory]
    [MemberData(nameof(NoSpans))]
    public void So_is_a_reference(decimal laboratory) =>
        InstrumentChecks.Compare(EditionCatalogue.Default.Water[^1].Find("NH3N")!, WaterBody.River, laboratory, 5, Edition).Reason.ShouldBe(NoVerdictReason.Impossible);

    [Fact]
    public void So_is_a_number_that_no_instrument_shows() =>
        InstrumentChecks.Judge("NH3N", "standard", decimal.MinValue, decimal.MaxValue, null, Edition).Reason.ShouldBe(NoVerdictReason.Impossible);
}
