using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>Waits for a port to become readable or writable, or for the order to stop.</summary>
internal static class TermiosWait
{
    /// <returns>False when the stop was ordered or the port is gone.</returns>
    /// <exception cref="IOException">The wait itself failed.</exception>
    public static bool For(short wanted, SafeFileHandle port, SafeFileHandle stop)
    {
        var portHeld = false;
        var stopHeld = false;
        try
        {
            port.DangerousAddRef(ref portHeld);
            stop.DangerousAddRef(ref stopHeld);
            Span<Termios.Watched> files =
            [
                new((int)port.DangerousGetHandle(), wanted),
                new((int)stop.DangerousGetHandle(), Termios.PollIn),
            ];
            while (Termios.Poll(files, 2, Timeout.Infinite) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Termios.Interrupted)
                {
                    throw new IOException($"poll failed: {Marshal.GetLastPInvokeErrorMessage()}");
                }
            }

            // Bytes that came before the line went are still read: the read after them says that it is gone.
            return files[1].Happened == 0 && (files[0].Happened & wanted) != 0;
        }
        finally
        {
            if (portHeld)
            {
                port.DangerousRelease();
            }

            if (stopHeld)
            {
                stop.DangerousRelease();
            }
        }
    }
}
