using Monitoring.Contracts;

namespace Monitoring.Silo.Import;

/// <summary>A line of an imported file: a message to deliver, or the reason why there is none.</summary>
/// <param name="Line">Line in the file; the header is line 1.</param>
internal sealed record ImportLine(int Line, Telemetry? Telemetry, string? Reason);
