namespace Monitoring.Compliance.Quality;

/// <summary>One check of an instrument that was judged (HJ 915.3-2024; HJ 818-2018).</summary>
/// <param name="At">When.</param>
/// <param name="Passed">Whether it passed.</param>
public readonly record struct JudgedCheck(DateTimeOffset At, bool Passed);

/// <summary>A time in which nothing that the instrument showed can be used: [<paramref name="From"/>, <paramref name="Until"/>) (HJ 915.3-2024; HJ 818-2018).</summary>
/// <param name="From">The last passed check; null when there was none.</param>
/// <param name="Until">The next passed check; null while there is none.</param>
public sealed record InvalidSpan(DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>True when a value of this time falls under the failed check (HJ 915.3-2024).</summary>
    public bool Covers(DateTimeOffset at) => (From is null || at >= From) && (Until is null || at < Until);
}

/// <summary>A failed check invalidates the values back to the last passed one (HJ 915.3-2024; HJ 818-2018). The values themselves stay as they are.</summary>
public static class BackInvalidation
{
    /// <summary>
    /// The invalid times that an instrument's checks make, oldest first (HJ 915.3-2024): from the last passed check before a failed one to the first passed
    /// one after it. Of a passed and a failed check of one moment the failed counts first, so that a repair ends the time at once.
    /// </summary>
    /// <param name="checks">In any order.</param>
    public static IReadOnlyList<InvalidSpan> Of(IEnumerable<JudgedCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        var spans = new List<InvalidSpan>();
        DateTimeOffset? lastPassed = null;
        var isFailing = false;
        foreach (var check in checks.OrderBy(c => c.At).ThenBy(c => c.Passed))
        {
            if (check.Passed && isFailing)
            {
                spans.Add(new InvalidSpan(lastPassed, check.At));
            }

            isFailing = !check.Passed;
            lastPassed = check.Passed ? check.At : lastPassed;
        }

        if (isFailing)
        {
            spans.Add(new InvalidSpan(lastPassed, Until: null));
        }

        return spans;
    }
}
