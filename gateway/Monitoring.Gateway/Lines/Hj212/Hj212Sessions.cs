using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Intake;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>Serves HJ 212 on any line; TCP and serial doors share it.</summary>
internal sealed class Hj212Sessions(Hj212Intake frames, TelemetryIntake intake, IOptions<LineOptions> options, TimeProvider clock)
{
    /// <inheritdoc cref="Hj212Session.Run" />
    public Task<string> Serve(IDuplexPipe line, string door, string peer, TimeSpan patience, CancellationToken stop) =>
        new Hj212Session(line, door, peer, patience, frames, intake, options.Value, clock).Run(stop);
}
