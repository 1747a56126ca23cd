namespace Monitoring.Compliance.Certificates;

/// <summary>
/// The evidence of one verdict: every input with its mark, completeness, the intermediate values, rounding, rule, edition,
/// clause, rule state, engine and rule-set version, and the verdict itself.
/// </summary>
/// <param name="Id">Lower-case hexadecimal SHA-256 of <paramref name="Json"/> in UTF-8.</param>
/// <param name="Json">Canonical JSON: keys sorted, no white space, measured quantities as strings.</param>
public sealed record Certificate(string Id, string Json);

/// <summary>What came out of computing a certificate again from the inputs inside.</summary>
/// <param name="Agrees">True when the same bytes came out.</param>
/// <param name="Difference">Where the two differ, or why the certificate cannot be replayed; null when they agree.</param>
public sealed record ReplayResult(bool Agrees, string? Difference);
