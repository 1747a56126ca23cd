using Monitoring.Fuzz.Targets;
using Monitoring.Fuzz.Targets.Doors;
using Monitoring.Fuzz.Targets.Hj212;
using Monitoring.Fuzz.Targets.Mqtt;

namespace Monitoring.Fuzz;

/// <summary>Every place where the product takes bytes from outside, by name.</summary>
public static class FuzzTargets
{
    private static readonly Func<FuzzTarget>[] All =
    [
        () => new Hj212ReaderTarget(),
        () => new Hj212DecodeTarget(),
        () => new Hj212MappingTarget(),
        () => new MqttReaderTarget(),
        () => new JsonPayloadTarget(),
        () => new UplinkWireTarget(),
        () => new PublishedFileTarget(),
        () => new HandSampleTarget(),
        () => new AssessTarget(),
        () => new CertificateTarget(),
        () => new IngestTarget(),
        () => new IngestDoorTarget(),
        () => new Hj212DoorTarget(),
        () => new MqttDoorTarget(),
        () => new SerialDoorTarget(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(make => make().Name)];

    /// <summary>A fresh target; null when none has the name.</summary>
    public static FuzzTarget? Find(string name) => All.Select(make => make()).FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal));
}
