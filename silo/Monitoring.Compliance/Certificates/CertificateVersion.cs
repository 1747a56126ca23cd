using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Certificates;

/// <summary>Which calculation and which rules gave a verdict; stands in every certificate.</summary>
/// <param name="Engine">Version of the calculation and of the form of certificates.</param>
/// <param name="RuleSet">Version of the set of edition files.</param>
public readonly record struct CertificateVersion(string Engine, string RuleSet)
{
    /// <summary>What this release writes.</summary>
    public static CertificateVersion Current { get; } = new(Certificate.Engine, EditionCatalogue.RuleSet);

    /// <summary>
    /// What this release can compute again: every version that was ever released, oldest first. A raised version is a new line
    /// here, and golden certificates of the one before it in <c>tests/Monitoring.Compliance.Tests/vectors/certificates</c>.
    /// </summary>
    public static IReadOnlyList<CertificateVersion> Replayable { get; } = [new("1", "2026-11"), new("1", "2026-11.2")];
}
