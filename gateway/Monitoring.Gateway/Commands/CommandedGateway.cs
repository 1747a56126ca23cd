using System.CommandLine;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Desk;

namespace Monitoring.Gateway.Commands;

/// <summary>The gateway that a command names by its folder: asked at its desk while it runs, by its files while it does not.</summary>
internal static class CommandedGateway
{
    // A gateway that starts holds its files before it answers, one that stops after; another command is through soon.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of the gateway, running or not (default ./data)" };

    static CommandedGateway() => Data.Validators.Add(folder =>
    {
        if (folder.GetValueOrDefault<string?>() is "")
        {
            folder.AddError("--data DIR must name a folder");
        }
    });

    /// <param name="command">Named before what went wrong.</param>
    /// <param name="parsed">Holds <see cref="Data"/>.</param>
    /// <param name="onFiles">Opens the files in a folder and does the work on them.</param>
    /// <param name="work">The same for a gateway that runs and for files.</param>
    /// <param name="cancellationToken">Ends the waiting for an answer.</param>
    public static async Task<int> Run<TDesk>(string command, ParseResult parsed, Func<string, Func<TDesk, Task>, Task> onFiles, Func<TDesk, Task> work, CancellationToken cancellationToken)
        where TDesk : class
    {
        var folder = Path.Combine(Path.GetFullPath(parsed.GetValue(Data) ?? "data"), "gateway");
        try
        {
            await Reach(folder, onFiles, work, cancellationToken);
            return GatewayCommandLine.Done;
        }
        catch (Exception e) when (e is GatewayException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{command}: {e.Message.Split('\n')[0]}");
            return e is StartRefusedException refusal ? refusal.ExitCode : GatewayCommandLine.Failed;
        }
    }

    private static async Task Reach<TDesk>(string folder, Func<string, Func<TDesk, Task>, Task> onFiles, Func<TDesk, Task> work, CancellationToken cancellationToken)
        where TDesk : class
    {
        var (clock, socket) = (TimeProvider.System, DeskSocket.In(folder));
        for (var began = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancellationToken))
        {
            using var running = await RemoteDesk.Find(socket, cancellationToken);
            if (running is TDesk desk)
            {
                await work(desk);
                return;
            }

            try
            {
                await onFiles(folder, work);
                return;
            }
            catch (DataFileInUseException e) when (clock.GetElapsedTime(began) > Patience)
            {
                throw new GatewayException(
                    $"{folder} is in use by a process that does not answer at {socket}; try again, or ask its API (/api/v1/devices, /api/v1/quarantine) when it has one", e);
            }
            catch (DataFileInUseException)
            {
                // Nothing was done yet: a file is refused before the work begins.
            }
        }
    }
}
