namespace Monitoring.Compliance.Certificates;

/// <summary>Every kind of verdict that has certificates: a new kind is one line here.</summary>
internal static class CertificateKinds
{
    public static IReadOnlyList<CertificateKind> All { get; } =
    [
        SectionCertificate.Kind,
        AirIndexCertificate.Kind,
        AirDayCertificate.Kind,
        AirPeriodCertificate.Kind,
        AirAttainmentCertificate.Kind,
        CompositeIndexCertificate.Kind,
        HeavyPollutionCertificate.Kind,
        .. WaterCertificates.Kinds,
    ];

    public static CertificateKind? Find(string? name, string engine) => All.FirstOrDefault(k => k.Name == name && k.Engines.Contains(engine));
}
