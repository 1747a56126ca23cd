namespace Monitoring.Compliance.Editions;

/// <summary>
/// Two periods on the same basis (同口径): each as it is judged by the rules of its own days, and both by one edition. Where an
/// edition or an item set changed between them, only the second pair says how the water or the air itself changed.
/// </summary>
/// <param name="Earlier">The earlier period by the edition of its date.</param>
/// <param name="Later">The later period by the edition of its date.</param>
/// <param name="EarlierOnBasis">The earlier period by <paramref name="Basis"/>.</param>
/// <param name="LaterOnBasis">The later period by <paramref name="Basis"/>.</param>
/// <param name="Basis">Id of the edition that judges the second pair.</param>
public sealed record SameBasis<TVerdict>(TVerdict Earlier, TVerdict Later, TVerdict EarlierOnBasis, TVerdict LaterOnBasis, string Basis);

/// <summary>Judges two periods on the same basis.</summary>
public static class SameBasis
{
    /// <summary>
    /// Calls each judge twice: with null, "by the edition of your date", and with <paramref name="basis"/>, "by this one on purpose".
    /// </summary>
    public static SameBasis<TVerdict> Of<TVerdict>(Func<string?, TVerdict> earlier, Func<string?, TVerdict> later, string basis)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        return new(earlier(null), later(null), earlier(basis), later(basis), basis);
    }
}
