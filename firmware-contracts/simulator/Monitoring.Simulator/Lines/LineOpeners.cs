using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Monitoring.Simulator.Lines;

/// <summary>The two ways bytes get to a gateway.</summary>
public static class LineOpeners
{
    public static OpenLine Tcp(Endpoint endpoint) => async cancellationToken =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new IOException($"{endpoint}: {fault.Message}", fault);
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
    };

    /// <summary>A serial line, 8N1 and raw. <c>stty</c> sets it up, so that no binding of termios is needed twice in this repository.</summary>
    public static OpenLine Serial(string path, int baud) => async cancellationToken =>
    {
        if (!File.Exists(path))
        {
            throw new IOException($"{path}: there is no such serial line");
        }

        // min 0 time 2: a read returns after 0.2 s at the latest, which is how it can be stopped.
        string[] settings = ["-F", path, baud.ToString(CultureInfo.InvariantCulture), "raw", "-echo", "cs8", "-cstopb", "-parenb", "-crtscts", "clocal", "cread", "min", "0", "time", "2"];
        using var stty = Process.Start(new ProcessStartInfo("stty", settings) { RedirectStandardError = true, UseShellExecute = false })
            ?? throw new IOException("stty does not start");
        var complaint = await stty.StandardError.ReadToEndAsync(cancellationToken);
        await stty.WaitForExitAsync(cancellationToken);
        return stty.ExitCode == 0 ? new SerialStream(path) : throw new IOException($"{path}: {complaint.Trim()}");
    };
}
